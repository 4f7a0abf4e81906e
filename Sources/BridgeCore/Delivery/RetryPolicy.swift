/// When to try again, and when to give up.
package struct RetryPolicy: Sendable, Equatable {
    /// The wait after the first failure may be up to this long; it doubles from then on.
    package var first: Duration = .seconds(1)
    package var longest: Duration = .seconds(900)
    /// A delivery is given up after so much time of trying, pauses not counted,
    package var maximumAge: Duration = .seconds(24 * 3600)
    /// but not before it was tried so often.
    package var minimumAttempts = 8

    package init() {}

    /// The wait after the `attempt`th failure in a row, before jitter.
    package func ceiling(afterAttempt attempt: Int) -> Duration {
        let doublings = min(max(attempt - 1, 0), 30)
        return min(longest, first * (1 << doublings))
    }

    /// The wait after the `attempt`th failure in a row: anything up to the ceiling ("full jitter"), so that those who
    /// failed together do not come back together, and at least what the receiver asked for.
    /// - Parameter fraction: random, in 0..<1.
    package func wait(afterAttempt attempt: Int, asked: Duration? = nil, fraction: Double) -> Duration {
        let jittered = ceiling(afterAttempt: attempt) * fraction
        return max(jittered, asked ?? .zero, .milliseconds(1))
    }

    package func givesUp(after attempts: Int, trying: Duration) -> Bool {
        attempts >= minimumAttempts && trying >= maximumAge
    }
}
