/// What a lane must know of its sink.
package struct LaneTraits: Sendable, Equatable {
    package var sink: String
    package var retry = RetryPolicy()
    /// How many shipments may be under way at once.
    package var concurrency = 4
    /// Deliveries handed over besides, see ``SinkTraits/ahead``.
    package var ahead = 0
    /// How many events one shipment may hold.
    package var maximumBatch = 1
    /// People read it: digests and the latest state are better than a flood.
    package var isChat = false
    /// See ``SinkTraits/remembers``.
    package var remembers = false
    package var renewal: Duration?
    /// The sink that gets what this one gives up.
    package var fallback: String?
    /// The backlog's bounds: what is more goes to the dead letters, oldest first.
    package var maximumBacklog = 100_000
    package var maximumBacklogBytes = 256 << 20
    /// More events than this waiting for a chat become one digest,
    package var digestAbove = 10
    /// of at most so many.
    package var maximumDigest = 100
    /// An event of a chat that has waited so long gives way to a later one of its finding.
    package var coalesceAfter: Duration = .seconds(600)
    /// After so many failures in a row the sink itself is taken to be the trouble.
    package var failingAfter = 5

    package init(sink: String) {
        self.sink = sink
    }

    package init(_ sink: SinkTraits, retry: RetryPolicy = RetryPolicy(), fallback: String? = nil) {
        self.init(sink: sink.name)
        self.retry = retry
        self.fallback = fallback
        remembers = sink.remembers
        renewal = sink.renewal
        concurrency = sink.concurrency
        ahead = sink.ahead
        maximumBatch = sink.maximumBatch
        isChat = sink.isChat
    }
}
