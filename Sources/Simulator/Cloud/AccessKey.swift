/// An access key that the simulated cloud knows, and whose it is.
package struct AccessKey: Sendable {
    package var id: String
    package var secret: String
    /// The security token that must come along with a temporary key; `nil` for a lasting one.
    package var token: String?
    /// The account's number at the vendor.
    package var account: String
    /// Of a temporary key: which role is played with it.
    package var session: RoleSession?

    package init(id: String, secret: String, token: String? = nil, account: String, session: RoleSession? = nil) {
        (self.id, self.secret, self.token, self.account) = (id, secret, token, account)
        self.session = session
    }

    /// The key of the demo and of `simulate`; made up, of no use anywhere else.
    package static let simulated = AccessKey(
        id: "LTAI5tSimulatedKey000001", secret: "simulated-access-key-secret-01", account: "1234567890123456")
}

extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(id) of account \(account), secret <redacted>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["id": id, "account": account]) }
}
