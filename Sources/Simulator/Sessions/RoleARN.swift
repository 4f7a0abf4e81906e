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
            parts[4].hasPrefix("role/"), Self.isName(parts[4].dropFirst("role/".count))
        else { return nil }
        self.init(account: String(parts[3]), role: String(parts[4].dropFirst("role/".count)))
    }

    /// 1 to 64 letters, digits and `.-_`.
    private static func isName(_ name: Substring) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
    }

    package var description: String { "acs:ram::\(account):role/\(role)" }
}
