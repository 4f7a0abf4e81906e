import BridgeCore

/// One of the accounts beside the simulated one, made up from its number whenever it is asked: a finding at one place
/// of it is always the same, and a page of them costs no more than the page.
struct MemberAccount: Posture {
    let id: String
    let findings: Int
    let since: Timestamp
    let changes: MemberChanges
    let answers: Int

    /// One check of each type has all the findings.
    static let scopes = [
        AclScope(.internet, .hitCountZero), AclScope(.nat, .tooLoose), AclScope(.vpc, .portHighRisk),
        AclScope(.addressBook, .ipSeparated),
    ]

    var checks: [RiskCheck] { RiskCheckItem.catalogue.map { changes.checks[$0.id] ?? check($0) } }

    private func check(_ item: RiskCheckItem) -> RiskCheck {
        var random = SplitMix64(seed: seed(item.id))
        let status = random.pick(Self.statuses)
        return RiskCheck(item, status: status, affected: status == "failed" ? Int(random.next() % 9) + 1 : 0)
    }

    private static let statuses = ["pass", "pass", "pass", "pass", "pass", "failed", "failed", "ignored"]

    var runs: [AclRun] {
        Self.scopes.enumerated().map { place, scope in
            var random = SplitMix64(seed: seed(-1 - place))
            return AclRun(
                scope: scope, id: "task-\(random.hexDigits(16))", level: scope.check.level,
                lastCheck: since + .seconds(-3600), count: count(at: place))
        }
    }

    /// What does not divide evenly goes to the first.
    private func count(at place: Int) -> Int {
        findings / Self.scopes.count + (place == 0 ? findings % Self.scopes.count : 0)
    }

    func findings(_ range: Range<Int>, of run: AclRun) -> [AclFinding] {
        range.map { number in
            var generator = generator(number, run.scope)
            var finding = generator.finding(in: run.scope, number: number)
            finding.status = changes.statuses[finding.uuid] ?? finding.status
            return finding
        }
    }

    func pending(of run: AclRun) -> Int {
        let changed = changes.statuses.isEmpty ? nil : changes.statuses
        return (0..<run.count).count { number in
            guard let changed else { return AclFindingGenerator.status(number) == "Pending" }
            return (changed[uuid(number, run.scope)] ?? AclFindingGenerator.status(number)) == "Pending"
        }
    }

    /// The place of the finding of that uuid.
    func finding(_ uuid: String, in scope: AclScope) -> Int? {
        guard let place = Self.scopes.firstIndex(of: scope) else { return nil }
        return (0..<count(at: place)).first { self.uuid($0, scope) == uuid }
    }

    private func uuid(_ number: Int, _ scope: AclScope) -> String { generator(number, scope).firstUUID }

    private func generator(_ number: Int, _ scope: AclScope) -> AclFindingGenerator {
        let place = Self.scopes.firstIndex(of: scope) ?? 0
        return AclFindingGenerator(seedOfOne: seed(1_000 + place + Self.scopes.count * number))
    }

    /// A seed for one thing of this account: FNV-1a over the account's number and the thing's.
    private func seed(_ thing: Int) -> UInt64 {
        let number = (0..<8).map { UInt8(truncatingIfNeeded: thing >> ($0 * 8)) }
        return (Array(id.utf8) + number).reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
