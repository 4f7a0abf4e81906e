/// The name of a RAM role: `acs:ram::<account>:role/<name>`.
package struct RoleARN: Sendable, Hashable, CustomStringConvertible {
    /// The account's number at the vendor.
    package var account: String
    package var role: String

    package init(account: String, role: String) {
        (self.account, self.role) = (account, role)
    }

    /// - Returns: `nil` if `text` is not the name of a role.
    package init?(parsing text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "acs", parts[1] == "ram", parts[2].isEmpty,
            (1...20).contains(parts[3].utf8.count), parts[3].utf8.allSatisfy({ (48...57).contains($0) }),
            parts[4].hasPrefix("role/"), (6...69).contains(parts[4].utf8.count)
        else { return nil }
        self.init(account: String(parts[3]), role: String(parts[4].dropFirst("role/".count)))
    }

    package var description: String { "acs:ram::\(account):role/\(role)" }
}
