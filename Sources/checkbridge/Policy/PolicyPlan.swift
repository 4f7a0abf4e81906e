import AlibabaCloud
import BridgeCore

/// Which policies a configuration asks for, each with whom it is for.
struct PolicyPlan: Sendable, Equatable {
    private(set) var entries: [Entry] = []

    struct Entry: Sendable, Equatable {
        var policy: RAMPolicy
        var holder: Holder
    }

    /// Who is given a policy.
    enum Holder: Sendable, Equatable {
        /// The identities that these accounts of the configuration sign in with.
        case accounts([String])
        /// Who assumes the roles of these accounts; its ARN, if it is a role itself.
        case assuming([String], role: String?)
    }

    /// - Parameter only: the one account that is asked about; `nil` is all.
    init(_ configuration: Configuration, only: String? = nil) {
        let accounts = configuration.accounts.filter { only == nil || $0.name == only }
        let sources = Dictionary(grouping: configuration.sources, by: \.account)
        for account in accounts {
            let actions = (sources[account.name] ?? []).flatMap(\.actions).map(\.permission)
            if !actions.isEmpty { add(RAMPolicy(actions: actions), for: account.name) }
        }
        entries += Assumption.all(of: accounts).flatMap(\.portions).map { assumption in
            Entry(
                policy: .assuming(assumption.roles),
                holder: .assuming(assumption.accounts, role: assumption.origin.role?.arn))
        }
    }

    private mutating func add(_ policy: RAMPolicy, for account: String) {
        for (index, entry) in entries.enumerated() where entry.policy == policy {
            guard case .accounts(let names) = entry.holder else { continue }
            entries[index].holder = .accounts(names + [account])
            return
        }
        entries.append(Entry(policy: policy, holder: .accounts([account])))
    }
}

/// One way to sign in that stands behind roles, with those roles.
private struct Assumption {
    var origin: CredentialsSpec
    var roles: [String] = []
    var accounts: [String] = []

    /// RAM takes no document of more than 6,144 characters (<https://www.alibabacloud.com/help/en/ram/user-guide/limits>):
    /// so many roles fit into one, whatever their names are.
    private static let rolesPerDocument = 60

    /// One for each document that it takes.
    var portions: [Assumption] {
        stride(from: 0, to: roles.count, by: Self.rolesPerDocument).map { start in
            let some = start..<min(start + Self.rolesPerDocument, roles.count)
            return Assumption(origin: origin, roles: Array(roles[some]), accounts: Array(accounts[some]))
        }
    }

    /// Roles may be assumed one with the other: each is a matter of whoever stands behind it.
    static func all(of accounts: [AccountConfiguration]) -> [Assumption] {
        var all: [Assumption] = []
        for account in accounts {
            var credentials = account.credentials
            while case .role(let role, let origin) = credentials {
                let index = all.firstIndex { $0.origin == origin } ?? all.count
                if index == all.count { all.append(Assumption(origin: origin)) }
                all[index].roles.append(role.arn)
                all[index].accounts.append(account.name)
                credentials = origin
            }
        }
        return all
    }
}

extension CredentialsSpec {
    /// The role that is signed in with, if it is one that the configuration names.
    fileprivate var role: Role? {
        switch self {
        case .role(let role, _), .oidc(let role, _, _): role
        case .default, .environment, .accessKey, .profile, .instanceRole, .uri: nil
        }
    }
}

extension PolicyPlan {
    /// What to do with the documents, for people.
    var notes: [String] {
        let systemPolicies = Set(entries.flatMap(\.policy.systemPolicies)).sorted()
        let paste = [
            "RAM console, Permissions > Policies > Create Policy > JSON: paste it, then grant it to that user or role.",
            "The vendor's own policies allow more than this: \(systemPolicies.joined(separator: ", ")).",
            "`checkbridge doctor` shows whether it is enough.",
        ]
        return hasRoles ? paste + ["Each role's trust policy must name, besides, who may assume it."] : paste
    }

    private var hasRoles: Bool {
        entries.contains { if case .assuming = $0.holder { true } else { false } }
    }

    /// For programs: `{"policies": [{"holder": "account" | "assuming", "accounts": [...], "policy": {...}}]}`.
    var json: JSONValue {
        .object([.init("policies", .array(entries.map(\.json)))])
    }
}

extension PolicyPlan.Entry {
    fileprivate var json: JSONValue {
        .object([
            .init("holder", .string(holder.word)), .init("accounts", .array(holder.accounts.map { .string($0) })),
            .init("policy", policy.json),
        ])
    }

    /// Whom the document is for, for people.
    var title: String {
        let names =
            holder.accounts.count > 8
            ? "\(holder.accounts.prefix(8).joined(separator: ", ")) and \(holder.accounts.count - 8) more"
            : holder.accounts.joined(separator: ", ")
        return switch holder {
        case .accounts: "For the RAM user or role that signs in for: \(names)"
        case .assuming(_, role: nil): "For whoever assumes the role of: \(names)"
        case .assuming(_, role: .some(let role)): "For the role \(role), which assumes that of: \(names)"
        }
    }
}

extension PolicyPlan.Holder {
    var accounts: [String] {
        switch self {
        case .accounts(let names), .assuming(let names, _): names
        }
    }

    fileprivate var word: String {
        switch self {
        case .accounts: "account"
        case .assuming: "assuming"
        }
    }
}
