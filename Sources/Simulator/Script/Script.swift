import BridgeCore

/// One thing that happens in a demo.
package struct ScriptStep: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        case change(CloudChange)
        case fault(FaultRule)
    }

    /// From the start of the script.
    package var at: Duration
    package var action: Action
    /// What it is, for people, in one line.
    package var line: String
}

/// What happens in a demo, in order.
package struct Script: Sendable, Equatable {
    package var steps: [ScriptStep]

    /// About half a minute in which everything happens once that the bridge is there for. A poll every second sees it all.
    /// - Parameter cloud: as it is at the start; findings are picked from it.
    package static func demo(for cloud: SimulatedCloud) -> Script {
        let loose = AclScope(.internet, .tooLoose)
        let risky = AclScope(.vpc, .portHighRisk)
        var script = Script(steps: opening)
        script.add(14, cloud.firstPending(loose).map { .finding(loose, uuid: $0, status: "Processed") }) {
            "A policy that was too loose has been processed"
        }
        script.add(17, cloud.firstPending(risky).map { .finding(risky, uuid: $0, status: "Ignored") }) {
            "Somebody ignores a policy with a port of high risk"
        }
        script.steps += closing
        return script
    }

    private static let opening = [
        step(2, .item(3, status: "failed", affected: 1), "The account's second factor is switched off"),
        step(5, .item(40, listed: true), "A new check appears, of high risk: an image repository is public"),
        step(
            8, .run(14, becoming: "failed", affected: 3, lasting: .seconds(3)),
            "MongoDB whitelists are being checked again: nothing to tell until it is done"),
        fault(
            11, FaultRule("DescribeRiskCheckResult", .throttle(wait: .milliseconds(500))),
            "The vendor throttles us once"),
    ]

    private static let closing = [
        step(19, .item(37, level: "high"), "Security groups are now rated high"),
        fault(
            21, FaultRule("DescribeAclCheck", .status(503), page: 2, times: 3),
            "Page 2 of a list fails: what it would have told stays as it was"),
        step(23, .item(5, affected: 9), "More RDS whitelists are open to everyone"),
        step(26, .item(6, status: "pass"), "No load balancer opens a dangerous port any more"),
        step(28, .item(3, status: "pass"), "The second factor is back"),
    ]

    private static func step(_ second: Int, _ change: CloudChange, _ line: String) -> ScriptStep {
        ScriptStep(at: .seconds(second), action: .change(change), line: line)
    }

    private static func fault(_ second: Int, _ rule: FaultRule, _ line: String) -> ScriptStep {
        ScriptStep(at: .seconds(second), action: .fault(rule), line: line)
    }

    /// Adds a step, unless there is nothing to change.
    private mutating func add(_ second: Int, _ change: CloudChange?, _ line: () -> String) {
        if let change { steps.append(Self.step(second, change, line())) }
    }
}

extension SimulatedCloud {
    /// The uuid of a scope's first finding that is pending.
    package func firstPending(_ scope: AclScope) -> String? {
        task(scope)?.findings.first { $0.status == "Pending" }?.uuid
    }
}
