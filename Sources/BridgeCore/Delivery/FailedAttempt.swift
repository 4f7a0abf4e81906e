/// An attempt to deliver that did not succeed.
package struct FailedAttempt: Sendable, Equatable {
    /// So many are remembered of one delivery: the last ones.
    package static let kept = 8

    /// Which of the delivery's attempts it was; counts from 1.
    package var attempt: Int
    /// By the wall clock; `nil` if a version that did not note it made the attempt.
    package var at: Timestamp?
    /// The receiver's words, redacted.
    package var reason: String

    package init(attempt: Int, at: Timestamp?, reason: String) {
        (self.attempt, self.at, self.reason) = (attempt, at, reason)
    }
}

extension Attempts {
    /// The last one of them.
    var failure: FailedAttempt { FailedAttempt(attempt: count, at: at, reason: reason) }
}
