package import BridgeCore

/// Something that happens to the simulated account.
package enum CloudChange: Sendable, Equatable {
    /// Sets what is given of a check item; unlisting it makes it vanish, listing it makes it appear.
    case item(Int, status: String? = nil, level: String? = nil, affected: Int? = nil, listed: Bool? = nil)
    /// Sets an item running; after `lasting` it ends as `becoming`.
    case run(Int, becoming: String, affected: Int = 0, lasting: Duration)
    /// Makes `ListCheckResult` say something else of an item than `DescribeRiskCheckResult`; `nil`: the same again.
    case checkStatus(Int, String?)
    /// Sets a finding's status: `Pending`, `Processed` or `Ignored`.
    case finding(AclScope, uuid: String, status: String)
    /// Adds a new finding that is pending.
    case addFinding(AclScope)
    case removeFinding(AclScope, uuid: String)
    /// Runs a check of the firewall again: new task id, new time, the statuses stay.
    case rerun(AclScope)
    /// Says how far a check of the firewall is.
    case progress(AclScope, AclTask.Progress)
}

extension CloudChange: CustomStringConvertible {
    /// One line for people.
    package var description: String {
        switch self {
        case .item(let id, let status, let level, let affected, let listed):
            let parts = [
                status, level, affected.map { "\($0) affected" }, listed.map { $0 ? "listed" : "not listed" },
            ]
            return "item \(id): \(parts.compactMap { $0 }.joined(separator: ", "))"
        case .run(let id, let becoming, _, _): return "item \(id): running, to be \(becoming)"
        case .checkStatus(let id, let status): return "item \(id): \(status ?? "the same") in ListCheckResult"
        case .finding(let scope, let uuid, let status): return "\(scope)/\(uuid): \(status)"
        case .addFinding(let scope): return "\(scope): a new finding"
        case .removeFinding(let scope, let uuid): return "\(scope)/\(uuid): gone"
        case .rerun(let scope): return "\(scope): run again"
        case .progress(let scope, let progress): return "\(scope): \(progress.rawValue)"
        }
    }
}

/// Why a change could not be made.
package enum CloudChangeError: Error, Equatable, CustomStringConvertible {
    case unknownItem(Int)
    /// Not a type and a check of the firewall's.
    case unknownName(String)
    case unknownScope(AclScope)
    case unknownFinding(AclScope, uuid: String)
    /// More than ``SimulatedCloud/maximumFindings`` in one scope.
    case tooManyFindings(AclScope)
    /// No account of that number can be had.
    case unknownAccount(String)
    /// So many accounts have been changed already.
    case tooManyChanges
    /// Only statuses of the findings of other accounts can be changed.
    case notForMembers(AclScope)

    package var description: String {
        switch self {
        case .unknownItem(let id): "there is no check item \(id); the catalogue has 1 to 52, with gaps"
        case .unknownName(let name): "\(name) is no type and check of Cloud Firewall, such as Internet/PolicyTooLoose"
        case .unknownScope(let scope): "the simulated account has no check \(scope)"
        case .unknownFinding(let scope, let uuid): "\(scope) has no finding \(uuid)"
        case .tooManyFindings(let scope): "\(scope) has \(SimulatedCloud.maximumFindings) findings already"
        case .unknownAccount(let id): "there is no account \(id)"
        case .tooManyChanges: "\(MemberAccounts.maximumChanged) accounts were changed already"
        case .notForMembers(let scope): "\(scope): of another account's findings only the status can be changed"
        }
    }
}

extension SimulatedCloud {
    static let maximumFindings = 1_000_000

    /// Makes `change` happen at `now`.
    package mutating func apply(_ change: CloudChange, at now: Timestamp) throws(CloudChangeError) {
        switch change {
        case .item(let id, let status, let level, let affected, let listed):
            try set(id, status, level, affected, listed)
        case .run(let id, let becoming, let affected, let lasting):
            try run(id, .init(status: becoming, affected: affected, at: now + lasting))
        case .checkStatus(let id, let status): checks[try position(id)].successorStatus = status
        case .finding(let scope, let uuid, let status):
            let (task, finding) = try position(scope, uuid)
            tasks[task].findings[finding].status = status
        case .addFinding(let scope): try add(scope)
        case .removeFinding(let scope, let uuid):
            let (task, finding) = try position(scope, uuid)
            tasks[task].findings.remove(at: finding)
        case .rerun(let scope):
            let task = try position(scope)
            tasks[task].id = generator.taskID()
            tasks[task].lastCheck = now
        case .progress(let scope, let progress):
            tasks[try position(scope)].progress = progress
        }
    }

    private mutating func set(
        _ id: Int, _ status: String?, _ level: String?, _ affected: Int?, _ listed: Bool?
    ) throws(CloudChangeError) {
        let index = try position(id)
        // What is set by hand is settled: a run that is under way does not overrule it later.
        if status != nil { checks[index].settling = nil }
        checks[index].status = status ?? checks[index].status
        checks[index].level = level ?? checks[index].level
        checks[index].affected = affected ?? natural(checks[index])
        checks[index].isListed = listed ?? checks[index].isListed
    }

    /// Nothing is affected by a check that passed; a failed one affects something.
    private func natural(_ check: RiskCheck) -> Int {
        switch check.status {
        case "pass": 0
        case "failed": max(check.affected, 1)
        default: check.affected
        }
    }

    private mutating func run(_ id: Int, _ settling: RiskCheck.Settling) throws(CloudChangeError) {
        let index = try position(id)
        checks[index].status = "running"
        checks[index].settling = settling
        checks[index].run += 1
    }

    private mutating func add(_ scope: AclScope) throws(CloudChangeError) {
        let task = try position(scope)
        let count = tasks[task].findings.count
        guard count < Self.maximumFindings else { throw .tooManyFindings(scope) }
        var finding = generator.finding(in: scope, number: count)
        finding.status = "Pending"
        tasks[task].findings.append(finding)
    }

    private func position(_ id: Int) throws(CloudChangeError) -> Int {
        guard let index = checks.firstIndex(where: { $0.item.id == id }) else { throw .unknownItem(id) }
        return index
    }

    private func position(_ scope: AclScope) throws(CloudChangeError) -> Int {
        guard let index = tasks.firstIndex(where: { $0.scope == scope }) else { throw .unknownScope(scope) }
        return index
    }

    private func position(_ scope: AclScope, _ uuid: String) throws(CloudChangeError) -> (task: Int, finding: Int) {
        let task = try position(scope)
        guard let finding = tasks[task].findings.firstIndex(where: { $0.uuid == uuid }) else {
            throw .unknownFinding(scope, uuid: uuid)
        }
        return (task, finding)
    }
}
