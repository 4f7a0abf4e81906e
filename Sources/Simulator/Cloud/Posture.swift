import BridgeCore

/// What one account shows of itself, whether it is kept or made up for each answer.
protocol Posture: Sendable {
    /// Ordered by number.
    var checks: [RiskCheck] { get }
    /// The newest run of each check of Cloud Firewall.
    var runs: [AclRun] { get }
    /// The findings of a run that stand in `range`, which must lie within its count.
    func findings(_ range: Range<Int>, of run: AclRun) -> [AclFinding]
    /// How many of a run's findings are pending.
    func pending(of run: AclRun) -> Int
    /// Answers given; what is volatile follows it.
    var answers: Int { get }
}

/// The newest run of one check of Cloud Firewall, without what it found.
struct AclRun: Sendable, Equatable {
    var scope: AclScope
    var id: String
    var progress = AclTask.Progress.checked
    var level: String
    var lastCheck: Timestamp
    /// How many findings there are.
    var count: Int

    /// Policies that were examined, which has nothing to do with how many were found wanting.
    var examined: Int { count + 40 }
}

extension SimulatedCloud: Posture {
    var runs: [AclRun] {
        tasks.map { task in
            AclRun(
                scope: task.scope, id: task.id, progress: task.progress, level: task.level, lastCheck: task.lastCheck,
                count: task.findings.count)
        }
    }

    func findings(_ range: Range<Int>, of run: AclRun) -> [AclFinding] {
        task(run.scope).map { Array($0.findings[range]) } ?? []
    }

    func pending(of run: AclRun) -> Int {
        task(run.scope)?.findings.count { $0.status == "Pending" } ?? 0
    }
}
