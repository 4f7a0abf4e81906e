package import BridgeCore

/// What a request is signed with. It prints as `<redacted>`.
package struct Credentials: Sendable, Equatable {
    package var accessKeyID: String
    package var accessKeySecret: String
    /// Of temporary credentials only.
    package var securityToken: String?
    /// When they end, if that is known.
    package var expiry: Timestamp?

    package init(
        accessKeyID: String, accessKeySecret: String, securityToken: String? = nil, expiry: Timestamp? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.accessKeySecret = accessKeySecret
        self.securityToken = securityToken
        self.expiry = expiry
    }
}

extension Credentials: CustomStringConvertible, CustomReflectable {
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
