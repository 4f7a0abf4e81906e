package import BridgeCore

/// The accounts beside the simulated one, which a role of theirs leads into: any number of them, because nothing of one
/// is kept but what was changed. All that they show follows from their numbers.
package struct MemberAccounts: Sendable {
    /// How many there are, numbered from ``first``; `nil` if every number is one.
    package var count: Int?
    /// Cloud Firewall findings of each.
    package var findings: Int
    /// When they were last checked.
    package var since: Timestamp
    /// What was changed since the start, by account.
    private(set) var changes: [String: MemberChanges] = [:]

    package init(count: Int? = nil, findings: Int = 200, since: Timestamp) {
        (self.count, self.findings, self.since) = (count, findings, since)
    }

    /// The number of the first account.
    package static let first: UInt64 = 2_000_000_000_000_000

    /// The number of the account at that place, from 0.
    package static func id(_ place: Int) -> String { String(first + UInt64(place)) }

    /// As many accounts as may have been changed.
    static let maximumChanged = 10_000

    func contains(_ id: String) -> Bool {
        guard (1...18).contains(id.utf8.count), let number = UInt64(id) else { return false }
        guard let count else { return true }
        return number >= Self.first && number - Self.first < UInt64(count)
    }

    func posture(_ id: String, answers: Int) -> MemberAccount {
        MemberAccount(
            id: id, findings: findings, since: since, changes: changes[id] ?? MemberChanges(), answers: answers)
    }

    /// Changes one account.
    mutating func apply(_ change: CloudChange, to id: String, at now: Timestamp) throws(CloudChangeError) {
        guard contains(id) else { throw .unknownAccount(id) }
        guard changes[id] != nil || changes.count < Self.maximumChanged else { throw .tooManyChanges }
        var changed = changes[id] ?? MemberChanges()
        try changed.apply(change, to: posture(id, answers: 0), at: now)
        changes[id] = changed
    }

    /// Lets checks that ran long enough come to their result.
    mutating func advance(to now: Timestamp) {
        for id in changes.keys { changes[id]?.advance(to: now) }
    }
}

/// What of an account differs from how it began.
struct MemberChanges: Sendable {
    fileprivate(set) var checks: [Int: RiskCheck] = [:]
    /// By uuid.
    fileprivate(set) var statuses: [String: String] = [:]

    fileprivate mutating func apply(
        _ change: CloudChange, to account: MemberAccount, at now: Timestamp
    ) throws(CloudChangeError) {
        switch change {
        case .item(let id, _, _, _, _), .run(let id, _, _, _), .checkStatus(let id, _):
            var cloud = SimulatedCloud(keys: [], checks: account.checks, tasks: [], seed: 0, at: now)
            try cloud.apply(change, at: now)
            checks[id] = cloud.check(id)
        case .finding(let scope, let uuid, let status):
            guard account.finding(uuid, in: scope) != nil else { throw .unknownFinding(scope, uuid: uuid) }
            statuses[uuid] = status
        case .addFinding(let scope), .removeFinding(let scope, _), .rerun(let scope), .progress(let scope, _):
            throw .notForMembers(scope)
        }
    }

    fileprivate mutating func advance(to now: Timestamp) {
        for id in checks.keys { checks[id]?.settle(ifDueAt: now) }
    }
}
