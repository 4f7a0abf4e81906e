package import BridgeCore

/// A source with everything that the poller must know of it.
package struct WatchedSource: Sendable {
    package var source: any Source
    package var identity: SourceIdentity
    package var policy: PollPolicy
    /// The time from the start of one poll to the start of the next.
    package var every: Duration

    package init(source: any Source, identity: SourceIdentity, policy: PollPolicy, every: Duration) {
        self.source = source
        self.identity = identity
        self.policy = policy
        self.every = every
    }
}
