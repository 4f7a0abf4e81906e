import BridgeCore

/// What a Slack webhook still takes: a token bucket that is told the time.
struct SlackBucket: Sendable {
    private let limit: SlackLimit
    /// When the bucket is full again.
    private var full: Timestamp

    init(_ limit: SlackLimit, at now: Timestamp) {
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
