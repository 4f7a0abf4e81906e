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
        /// Who assumes the roles of these accounts.
        case assuming([String])
    }

    /// - Parameter only: the one account that is asked about; `nil` is all.
    init(_ configuration: Configuration, only: String? = nil) {
        let accounts = configuration.accounts.filter { only == nil || $0.name == only }
        let sources = Dictionary(grouping: configuration.sources, by: \.account)
        for account in accounts {
            let actions = (sources[account.name] ?? []).flatMap(\.actions).map(\.permission)
            guard !actions.isEmpty else { continue }
            add(RAMPolicy(actions: actions), for: account.name)
        }
        var origins: [CredentialsSpec] = []
        for account in accounts {
            guard case .role(_, let origin) = account.credentials, !origins.contains(origin) else { continue }
            origins.append(origin)
        }
        // One identity for each way to sign in that stands behind roles.
        entries += origins.map { Self.assuming(from: $0, among: accounts) }
    }

    private mutating func add(_ policy: RAMPolicy, for account: String) {
        for (index, entry) in entries.enumerated() where entry.policy == policy {
            guard case .accounts(let names) = entry.holder else { continue }
            entries[index].holder = .accounts(names + [account])
            return
        }
        entries.append(Entry(policy: policy, holder: .accounts([account])))
    }

    private static func assuming(from origin: CredentialsSpec, among accounts: [AccountConfiguration]) -> Entry {
        var names: [String] = []
        var roles: [String] = []
        for account in accounts {
            guard case .role(let role, origin) = account.credentials else { continue }
            names.append(account.name)
            roles.append(role.arn)
        }
        return Entry(policy: .assuming(roles), holder: .assuming(names))
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
        case .assuming: "For whoever assumes the role of: \(names)"
        }
    }
}

extension PolicyPlan.Holder {
    var accounts: [String] {
        switch self {
        case .accounts(let names), .assuming(let names): names
        }
    }

    fileprivate var word: String {
        switch self {
        case .accounts: "account"
        case .assuming: "assuming"
        }
    }
}
