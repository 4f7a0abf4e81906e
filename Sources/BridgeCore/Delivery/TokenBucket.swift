import DequeModule

/// Lets through at most what a ``RateLimit`` allows; full at first, so that a lone message never waits.
///
/// Each token comes back `per` after it was taken. One that refills steadily would let through a full bucket and the
/// refill on top of it within one `per`: twice the limit, which is what receivers punish.
/// Moments are uptimes: the wall clock may jump, a rate may not.
package struct TokenBucket: Sendable {
    private let limit: RateLimit
    /// When each token that was taken is back, soonest first.
    private var returns: Deque<Duration> = []

    package init(_ limit: RateLimit, at _: Duration) {
        self.limit = limit
    }

    /// Takes one token if there is one.
    package mutating func take(at now: Duration) -> Bool {
        collect(at: now)
        guard returns.count < limit.limit else { return false }
        returns.append(now + limit.per)
        return true
    }

    /// When the next token will be there.
    package mutating func next(at now: Duration) -> Duration {
        collect(at: now)
        return returns.count < limit.limit ? now : returns.first ?? now + limit.per
    }

    private mutating func collect(at now: Duration) {
        while let first = returns.first, first <= now { returns.removeFirst() }
    }
}
