/// Where messages go: one entry of `sinks:` in the configuration.
package protocol Sink: Sendable {
    /// Sends the deliveries, at most ``SinkTraits/maximumBatch`` of them in one request, and reports each exactly once,
    /// in arrays, as soon as its outcome is known. Returns when all are reported. Cancelling the task makes it report
    /// the rest as `retry` soon.
    func deliver(_ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void) async

    /// Tells the receiver again what it would forget by itself; asked for every ``SinkTraits/renewal``.
    /// - Parameter memories: all that the sink remembers, see ``Delivery/memory``.
    func renew(_ memories: [String]) async

    /// Where it sends at this moment, and as whom: the same in every process for the same receiver and secrets, which
    /// may have been replaced since the start, and of no use to anybody else. Empty if there is nothing to tell apart, or
    /// a secret cannot be read.
    var fingerprint: String { get }
}

extension Sink {
    package func renew(_ memories: [String]) async {}
    package var fingerprint: String { "" }
}

/// The outcome of one attempt: the position in the array that was handed in, and what became of it.
package struct DeliveryReport: Sendable, Equatable {
    package var index: Int
    package var outcome: Outcome
    /// What is to be remembered from now on, whatever the outcome; `nil` changes nothing.
    package var memory: SinkMemory.Change?
    /// What somebody should know of an attempt though it went well: a recipient that was left out. Redacted, at most 500
    /// bytes.
    package var remark: String?

    package init(index: Int, outcome: Outcome, memory: SinkMemory.Change? = nil, remark: String? = nil) {
        self.index = index
        self.outcome = outcome
        self.memory = memory
        self.remark = remark
    }
}

/// What the delivery engine must know about a sink to treat it well.
package struct SinkTraits: Sendable, Equatable {
    /// The name in the configuration.
    package var name: String
    /// The word for its type in the configuration.
    package var type: String
    /// Where it goes, safe to show: `https://hooks.slack.com/***`.
    package var endpoint: String
    /// Two sinks with the same destination share its rate limit. Not to be shown: it may hold a secret.
    package var destination: String
    /// How many deliveries may share one request.
    package var maximumBatch: Int
    /// How many requests may be under way at once.
    package var concurrency: Int
    /// How many deliveries more may be handed over, to wait until a request is through: no connection idles between two.
    package var ahead: Int
    package var rate: RateLimit?
    /// People read it: under pressure one digest is better than a hundred messages.
    package var isChat: Bool
    /// It keeps something between the events of one matter: a ticket's key, a message's id.
    package var remembers: Bool
    /// How often its receiver is told again what it would forget; `nil` if it forgets nothing.
    package var renewal: Duration?

    package init(
        name: String, type: String, endpoint: String, destination: String, maximumBatch: Int = 1, concurrency: Int = 4,
        ahead: Int = 0, rate: RateLimit? = nil, isChat: Bool = false, remembers: Bool = false,
        renewal: Duration? = nil
    ) {
        self.name = name
        self.type = type
        self.endpoint = endpoint
        self.destination = destination
        self.maximumBatch = maximumBatch
        self.concurrency = concurrency
        self.ahead = ahead
        self.rate = rate
        self.isChat = isChat
        self.remembers = remembers
        self.renewal = renewal
    }
}

/// At most `limit` requests in any `per`.
package struct RateLimit: Sendable, Hashable {
    package var limit: Int
    package var per: Duration

    package init(limit: Int, per: Duration) {
        self.limit = limit
        self.per = per
    }
}
