/// Lets through at most what a ``RateLimit`` allows; full at first, so that a lone message never waits.
///
/// Moments are uptimes: the wall clock may jump, a rate may not.
package struct TokenBucket: Sendable {
    private let limit: RateLimit
    private var tokens: Double
    private var filled: Duration

    package init(_ limit: RateLimit, at now: Duration) {
        self.limit = limit
        tokens = Double(limit.limit)
        filled = now
    }

    /// Takes one token if there is one.
    package mutating func take(at now: Duration) -> Bool {
        fill(at: now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// When the next token will be there.
    package mutating func next(at now: Duration) -> Duration {
        fill(at: now)
        return tokens >= 1 ? now : now + limit.per * ((1 - tokens) / Double(limit.limit))
    }

    private mutating func fill(at now: Duration) {
        guard now > filled else { return }
        tokens = min(Double(limit.limit), tokens + (now - filled) / limit.per * Double(limit.limit))
        filled = now
    }
}
