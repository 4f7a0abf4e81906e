package import BridgeCore

/// Something that the bridge did, for whoever counts and times it.
package enum Observation: Sendable {
    case pollBegan(source: String)
    case pollEnded(source: String, PollResult, took: Duration)
    /// How each of some deliveries that left together ended, and how long after they had left.
    case attempted(sink: String, [Outcome], took: Duration)
    /// So many deliveries ended for good, durably.
    case settled(sink: String, Int, Settlement)
    /// Commits became durable with one sync, which took so long; the journal is so large now.
    case synced(commits: Int, journalBytes: Int, took: Duration)
    /// A new checkpoint took the place of the one before; it has so many bytes.
    case checkpointed(bytes: Int)
    /// The state cannot be saved: nothing that is new goes out.
    case stateRefused
    /// The state can be saved again.
    case stateSaved
}

/// How a poll ended.
package enum PollResult: Sendable {
    /// With an answer that was committed. `failure` is what could not be learnt although it was asked for.
    case answered(complete: Bool, failure: SourceError?)
    /// With none.
    case failed(SourceError)
    /// The service is ending, or something broke that is not the source's fault.
    case dropped
}

/// Who is told what the bridge does. It must not take long: the bridge waits.
package protocol BridgeObserver: Sendable {
    func observe(_ observation: Observation)
}

/// Tells several.
package struct BridgeObservers: BridgeObserver {
    private let observers: [any BridgeObserver]

    /// - Parameter observers: none, and nobody is told.
    package init(_ observers: [any BridgeObserver] = []) {
        self.observers = observers
    }

    package func observe(_ observation: Observation) {
        for observer in observers { observer.observe(observation) }
    }
}
