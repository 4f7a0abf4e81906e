package import BridgeCore

/// A role that somebody plays for a while.
package struct RoleSession: Sendable, Hashable {
    package var role: RoleARN
    /// `RoleSessionName`.
    package var name: String
    package var expiry: Timestamp

    package init(role: RoleARN, name: String, expiry: Timestamp) {
        (self.role, self.name, self.expiry) = (role, name, expiry)
    }

    /// How the vendor calls who plays the role.
    package var arn: String { "acs:ram::\(role.account):assumed-role/\(role.role.lowercased())/\(name)" }

    /// The number that the vendor would give the role; the same for the same role.
    package var roleID: String {
        let hash = role.description.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return String(300_000_000_000_000_000 + hash % 100_000_000_000_000_000)
    }
}
