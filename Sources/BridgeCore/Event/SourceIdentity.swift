/// Whose findings an event is about.
package struct SourceIdentity: Sendable, Hashable {
    /// The source's name in the configuration.
    package var name: String
    /// The account's name in the configuration.
    package var account: String
    package var region: String
    package var kind: FindingKind

    package init(name: String, account: String, region: String, kind: FindingKind) {
        self.name = name
        self.account = account
        self.region = region
        self.kind = kind
    }

    /// The CloudEvents `source` of its events.
    package var uri: String { "/accounts/\(account)/sources/\(name)" }
}
