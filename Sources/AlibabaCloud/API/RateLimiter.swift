/// Keeps an account's calls within the vendor's quota, which counts per API: a bucket of one token for each, because a
/// burst on top of the full rate would be over the quota in its first second.
package actor RateLimiter {
    private let interval: Duration
    /// When the next call of each may go out, on the clock of the callers.
    private var next: [Action: Duration] = [:]

    /// - Parameter perSecond: calls of each API; more than 0. The vendor grants 10 for each of the firewall's.
    package init(perSecond: Double = 10) {
        interval = .seconds(1) / max(perSecond, 0.001)
    }

    /// Takes the next turn for `action`.
    /// - Returns: how long the caller must wait for it.
    func reserve(_ action: Action, at now: Duration) -> Duration {
        let turn = max(now, next[action] ?? now)
        next[action] = turn + interval
        return turn - now
    }

    /// Gives no turn before `moment`: the vendor asked for a pause, and it means everybody.
    func hold(_ action: Action, until moment: Duration) {
        next[action] = max(moment, next[action] ?? moment)
    }
}
