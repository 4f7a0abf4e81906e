/// A firewall policy or address book as a person tells it from others.
struct FirewallPolicy {
    private let policy: JSONValue

    /// - Parameter details: a finding's details, with Cloud Firewall's object `Acl`.
    init(details: JSONValue?) {
        policy = details?["Acl"] ?? .null
    }

    /// `0.0.0.0/0 → 203.0.113.7/32 : 22/22`
    var flow: String? {
        guard let source = field("Source"), let destination = field("Destination") else { return nil }
        return "\(source) → \(destination)" + (field("DestPort").map { " : \($0)" } ?? "")
    }

    /// What its owner calls it.
    var name: String? { field("GroupName") ?? field("Description") }

    /// All of it: `in accept TCP 0.0.0.0/0 → 203.0.113.7/32 : 22/22 – temporary access`
    var text: String {
        let action = [field("Direction"), field("AclAction"), field("Proto")].compactMap { $0 }
        let rule = (action + [flow].compactMap { $0 }).joined(separator: " ")
        return [rule, name ?? ""].filter { !$0.isEmpty }.joined(separator: " – ")
    }

    private func field(_ name: String) -> String? {
        policy[name]?.text.flatMap { $0.isEmpty ? nil : $0.onOneLine }
    }
}
