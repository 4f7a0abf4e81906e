/// Keeps an account's calls within the vendor's quota, which counts per API: all sources of the account share it.
package actor RateLimiter {
    private let perSecond: Double
    private var paces: [Action: CallPace] = [:]

    /// - Parameter perSecond: calls of each API; more than 0. The vendor grants 10 for each of the firewall's.
    package init(perSecond: Double = 10) {
        self.perSecond = perSecond
    }

    /// Takes the next turn for `action`, see ``CallPace/reserve(at:)``.
    func reserve(_ action: Action, at now: Duration) -> Duration {
        pace(action) { $0.reserve(at: now) }
    }

    func isVoid(_ turn: Duration, for action: Action) -> Bool {
        pace(action) { $0.isVoid(turn) }
    }

    func hold(_ action: Action, until moment: Duration) {
        pace(action) { $0.hold(until: moment) }
    }

    func slowDown(_ action: Action, sentAt: Duration, at now: Duration) {
        pace(action) { $0.slowDown(sentAt: sentAt, at: now) }
    }

    func speedUp(_ action: Action) {
        pace(action) { $0.speedUp() }
    }

    private func pace<Value>(_ action: Action, _ body: (inout CallPace) -> Value) -> Value {
        body(&paces[action, default: CallPace(limit: perSecond)])
    }
}
