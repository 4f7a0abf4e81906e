import BridgeCore

/// One message per `interval` in the long run, `burst` at once.
package struct RateLimit: Sendable, Equatable {
    package var interval: Duration
    package var burst: Int

    package init(interval: Duration, burst: Int) {
        (self.interval, self.burst) = (interval, burst)
    }

    /// What Slack's documentation says, with a small burst.
    package static let slack = RateLimit(interval: .seconds(1), burst: 3)
}

/// A token bucket that is told the time.
struct TokenBucket: Sendable {
    private let limit: RateLimit
    /// When the bucket is full again.
    private var full: Timestamp

    init(_ limit: RateLimit, at now: Timestamp) {
        self.limit = limit
        full = now
    }

    /// Takes a token; if there is none, how long until there is.
    mutating func take(at now: Timestamp) -> Duration? {
        let next = max(full, now) + limit.interval
        let excess = (next - now) - limit.interval * limit.burst
        guard excess <= .zero else { return excess }
        full = next
        return nil
    }
}
