/// How an event ended at one sink, and what was tried before without success.
package struct DeliveryEnding: Sendable, Equatable {
    package var sink: String
    package var settlement: Settlement
    /// By the wall clock; `nil` if a version that did not note it settled it.
    package var at: Timestamp?
    /// The last ones, oldest first: at most ``FailedAttempt/kept``. What a dead letter says is among them.
    package internal(set) var failures: [FailedAttempt]

    /// - Parameter failures: what was noted before it ended.
    package init(sink: String, _ settlement: Settlement, at: Timestamp?, failures: [FailedAttempt] = []) {
        (self.sink, self.settlement, self.at, self.failures) = (sink, settlement, at, failures)
        guard case .dead(let letter) = settlement else { return }
        self.at = letter.at
        if letter.attempts > failures.last?.attempt ?? 0 {
            self.failures = (failures + [letter.failure]).suffix(FailedAttempt.kept)
        }
    }

    /// How often it was tried, the last time included.
    package var attempts: Int {
        let failed = failures.last?.attempt ?? 0
        return switch settlement {
        case .delivered, .digested: failed < .max ? failed + 1 : failed
        case .superseded, .suppressed: failed
        case .dead(let letter): letter.attempts
        }
    }
}

extension DeadLetter {
    var failure: FailedAttempt { FailedAttempt(attempt: attempts, at: at, reason: reason) }
}
