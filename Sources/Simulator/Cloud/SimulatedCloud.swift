package import BridgeCore

/// An account at Alibaba Cloud as far as the two APIs tell of it: a value that answers and can be changed.
///
/// All of it follows from the seed and from the changes that were made. What the vendor lets move from answer to
/// answer (request ids, hits, check times, order numbers) moves here too.
package struct SimulatedCloud: Sendable {
    /// Who may ask. All keys see the same posture, whatever their account.
    package var keys: [AccessKey]
    /// The accounts that roles lead into.
    package var members: MemberAccounts
    package internal(set) var checks: [RiskCheck]
    package internal(set) var tasks: [AclTask]
    /// Answers given; what is volatile follows it.
    private(set) var answers = 0
    var generator: AclFindingGenerator
    private var requestIDs: SplitMix64

    init(keys: [AccessKey], checks: [RiskCheck], tasks: [AclTask], seed: UInt64, at now: Timestamp) {
        members = MemberAccounts(since: now)
        (self.keys, self.checks, self.tasks) = (keys, checks, tasks)
        generator = AclFindingGenerator(seed: seed &+ 1)
        requestIDs = SplitMix64(seed: seed &+ 2)
    }

    /// A new answer's `RequestId`: a UUID in upper case.
    mutating func nextRequestID() -> String {
        answers += 1
        return requestIDs.uuid().uppercased()
    }

    /// Lets checks that ran long enough come to their result.
    mutating func advance(to now: Timestamp) {
        for index in checks.indices { checks[index].settle(ifDueAt: now) }
        members.advance(to: now)
    }

    /// What the account of that number shows: the keys' own accounts show this cloud.
    func posture(of account: String) -> any Posture {
        isOwn(account) ? self : members.posture(account, answers: answers)
    }

    /// Whether there is an account of that number.
    func hasAccount(_ id: String) -> Bool { isOwn(id) || members.contains(id) }

    private func isOwn(_ account: String) -> Bool { keys.contains { $0.account == account } }

    /// The check of that `ItemId`.
    package func check(_ item: Int) -> RiskCheck? {
        checks.first { $0.item.id == item }
    }

    /// The newest task of that scope.
    package func task(_ scope: AclScope) -> AclTask? {
        tasks.first { $0.scope == scope }
    }
}

extension SimulatedCloud {
    /// The posture that the demo begins with: the 45 check items, a quarter of them failed, and a few hundred findings
    /// of Cloud Firewall. Item 40 is not listed yet.
    package static func standard(
        at now: Timestamp, seed: UInt64 = 1, keys: [AccessKey] = [.simulated]
    ) -> SimulatedCloud {
        var generator = AclFindingGenerator(seed: seed)
        let tasks = AclScope.all.enumerated().map { number, scope in
            task(scope, findings: 8 + number % 9, size: 0, at: now, &generator)
        }
        return SimulatedCloud(keys: keys, checks: standardChecks, tasks: tasks, seed: seed, at: now)
    }

    /// A cloud for measuring: `findings` in one scope (Internet/PolicyHitCountZero), each element about `elementSize`
    /// bytes of JSON, and the check items.
    package static func large(
        findings: Int, elementSize: Int = 1700, at now: Timestamp, seed: UInt64 = 1, keys: [AccessKey] = [.simulated]
    ) -> SimulatedCloud {
        var generator = AclFindingGenerator(seed: seed)
        let scope = AclScope(.internet, .hitCountZero)
        let task = task(scope, findings: findings, size: elementSize - elementOverhead, at: now, &generator)
        return SimulatedCloud(keys: keys, checks: standardChecks, tasks: [task], seed: seed, at: now)
    }

    /// What an answer adds to a finding's own JSON: the moving members, status and assessment.
    private static let elementOverhead = 160

    private static func task(
        _ scope: AclScope, findings: Int, size: Int, at now: Timestamp, _ generator: inout AclFindingGenerator
    ) -> AclTask {
        AclTask(
            scope: scope, id: generator.taskID(), level: scope.check.level, lastCheck: now + .seconds(-3600),
            findings: (0..<findings).map { generator.finding(in: scope, number: $0, size: size) })
    }

    private static var standardChecks: [RiskCheck] {
        RiskCheckItem.catalogue.map { item in
            var check = RiskCheck(item, status: standardStatus[item.id] ?? "pass")
            if check.status == "failed" { check.affected = 1 + item.id % 7 }
            check.isListed = item.id != 40
            check.isCovered = item.id != 32 && item.id != 41
            return check
        }
    }

    private static let standardStatus: [Int: String] = [
        2: "failed", 5: "failed", 6: "failed", 15: "failed", 20: "failed", 24: "failed", 25: "failed", 30: "failed",
        37: "failed", 39: "failed", 40: "failed", 43: "failed", 17: "ignored", 31: "ignored", 21: "falsePositive",
        51: "waiting",
    ]
}
