package import Bridge
package import BridgeCore

/// What the console shows and asks: the parts of a running bridge, and what was configured.
package struct WatchedBridge: Sendable {
    package var store: CursorStore
    package var deliverer: Deliverer
    package var controller: Controller
    package var liveness: Liveness
    package var polls: PollBook
    package var deliveries: DeliveryBook
    package var changes: ChangeFeed
    /// In the order of the configuration.
    package var sources: [WatchedSourceFacts]
    /// In the order of the configuration.
    package var sinks: [SinkTraits]
    package var time: any TimeSource

    package init(
        store: CursorStore, deliverer: Deliverer, controller: Controller, liveness: Liveness, polls: PollBook,
        deliveries: DeliveryBook, changes: ChangeFeed, sources: [WatchedSource], sinks: [SinkTraits],
        time: any TimeSource
    ) {
        self.store = store
        self.deliverer = deliverer
        self.controller = controller
        self.liveness = liveness
        self.polls = polls
        self.deliveries = deliveries
        self.changes = changes
        self.sources = sources.map { WatchedSourceFacts(identity: $0.identity, every: $0.every) }
        self.sinks = sinks
        self.time = time
    }
}

/// What is shown of a source that never changes.
package struct WatchedSourceFacts: Sendable {
    package var identity: SourceIdentity
    package var every: Duration

    package var name: String { identity.name }
}
