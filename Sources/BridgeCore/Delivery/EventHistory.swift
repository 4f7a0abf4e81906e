/// An event and what has become of it so far.
package struct EventHistory: Sendable, Equatable {
    /// Counts the events of a cursor, and so their order.
    package var number: UInt64
    /// Read it with ``Event``.
    package var event: EncodedEvent
    /// By the sinks' names.
    package var deliveries: [DeliveryHistory]

    /// The sinks that have not settled it yet.
    package var owedTo: [String] {
        deliveries.filter { if case .ended = $0.state { false } else { true } }.map(\.sink)
    }
}

/// What has become of an event at one sink so far.
package struct DeliveryHistory: Sendable, Equatable {
    package var sink: String
    package var state: State
    /// It was a dead letter, and is sent again.
    package var isReplay = false
    /// How often it was tried.
    package var attempts = 0
    /// When it ended, or was last tried; `nil` if it was not tried yet, or an earlier version did not note it.
    package var at: Timestamp?
    /// The last ones, oldest first: at most ``FailedAttempt/kept``.
    package var failures: [FailedAttempt] = []

    package enum State: Sendable, Equatable {
        /// Not tried yet.
        case waiting
        /// Tried without success.
        case retrying
        case ended(Settlement)
    }
}

extension DeliveryHistory.State {
    /// As the API calls it: `waiting`, `retrying`, `delivered`, `digested`, `superseded`, `suppressed` or `dead`.
    package var word: String {
        switch self {
        case .waiting: "waiting"
        case .retrying: "retrying"
        case .ended(let settlement): settlement.word
        }
    }

    /// The words of ``word``.
    package static let words = ["waiting", "retrying", "delivered", "digested", "superseded", "suppressed", "dead"]
}

extension Settlement {
    /// As it is written in files and told by the API.
    package var word: String {
        switch self {
        case .delivered: "delivered"
        case .digested: "digested"
        case .superseded: "superseded"
        case .suppressed: "suppressed"
        case .dead: "dead"
        }
    }

    /// What it names: a digest's id, an event's id, a rule, or the dead letter's reason.
    package var by: String? {
        switch self {
        case .delivered: nil
        case .digested(let digest): digest
        case .superseded(let event): event
        case .suppressed(let rule): rule
        case .dead(let letter): letter.reason
        }
    }
}

extension JSONWriter {
    mutating func history(_ delivery: DeliveryHistory) {
        member("sink", delivery.sink)
        member("state", delivery.state.word)
        if case .ended(let settlement) = delivery.state { member("by", ifPresent: settlement.by) }
        if delivery.isReplay { member("replay", true) }
        member("attempts", delivery.attempts)
        member("at", ifPresent: delivery.at?.description)
        member("failures", array: { array in delivery.failures.forEach { array.failure($0) } })
    }

    private mutating func failure(_ failure: FailedAttempt) {
        object {
            $0.member("attempt", failure.attempt)
            $0.member("at", ifPresent: failure.at?.description)
            $0.member("reason", failure.reason)
        }
    }
}
