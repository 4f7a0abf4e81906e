package import BridgeCore

/// The settings of one run, as the dice would have them.
package struct SimulationPlan: Sendable {
    package var level: Double
    package var lives: Int
    package var findings: Int
    package var every: Duration
    package var policy = PollPolicy()
    package var retry = RetryPolicy()
    package var journalBytes: Int
    package var shutdownTimeout: Duration
    package var changesFilter: Bool
    package var lastFilter: String
    package var hasStuckFinding: Bool
    /// In seconds.
    package var onceWait: Int { level > 0 ? 20 : 120 }
    package var sinks: [SinkTraits]

    init(_ dice: Dice) {
        level = dice.pick([0, 0.3, 1, 1])
        lives = 1 + dice.below(4)
        findings = dice.pick([2, 4, 16])
        every = .seconds(20 + dice.below(200))
        policy.baseline = dice.pick(PollPolicy.Baseline.allCases)
        policy.vanishAfter = 1 + dice.below(3)
        policy.suspectPolls = 1 + dice.below(3)
        policy.failingAfter = 1 + dice.below(3)
        policy.worthACommit = dice.pick([1, 1000])
        policy.staleAfter = .seconds(8 * 86_400)
        if dice.chance(0.3) { (retry.maximumAge, retry.minimumAttempts) = (.seconds(5), 2) }
        journalBytes = dice.pick([0, 1000, 5000, 50_000])
        shutdownTimeout = .seconds(dice.below(20))
        changesFilter = dice.chance(0.2)
        lastFilter = changesFilter ? dice.pick(["", "odd"]) : ""
        hasStuckFinding = dice.chance(0.1)
        let rate = dice.chance(0.5) ? RateLimit(limit: 5, per: .seconds(60)) : nil
        sinks = [
            SinkTraits(
                name: "plain", type: "webhook", endpoint: "p", destination: "p", concurrency: 1 + dice.below(4),
                ahead: dice.below(4), remembers: true),
            SinkTraits(
                name: "batch", type: "webhook", endpoint: "b", destination: dice.pick(["b", "chat"]), maximumBatch: 4,
                concurrency: 1 + dice.below(2), rate: rate),
            SinkTraits(
                name: "chat", type: "slack", endpoint: "c", destination: "chat", concurrency: 1, rate: rate,
                isChat: true),
            SinkTraits(name: "archive", type: "webhook", endpoint: "a", destination: "a"),
        ]
    }

    /// Who gets what a sink gives up.
    func fallback(of sink: String) -> String? { sink == "batch" ? "archive" : nil }

    /// How long it takes until the last change can be believed, whatever it was.
    var settling: Duration { every * (policy.vanishAfter + policy.suspectPolls + 3) }

    /// Each source with its scopes.
    var sources: [(SourceIdentity, [Scope])] {
        [
            (
                SourceIdentity(name: "risk", account: "prod", region: "cn", kind: .riskCheck),
                [Scope(source: "risk", part: .riskChecks)]
            ),
            (
                SourceIdentity(name: "acl", account: "prod", region: "cn", kind: .aclCheck),
                ["A", "B"].map { Scope(source: "acl", part: .aclCheck(type: "Internet", check: $0)) }
            ),
        ]
    }

    /// Everything goes to two sinks, and what is high to people too.
    var router: Router {
        let high = Matcher([.severity: [.text("high")]])
        return Router(
            root: Route(
                sinks: ["plain", "batch"], routes: [Route(matching: high, sinks: ["plain", "batch", "chat"])]))
    }
}
