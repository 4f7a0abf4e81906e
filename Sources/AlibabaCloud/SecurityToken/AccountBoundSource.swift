package import BridgeCore

/// A source whose polls say which of the vendor's accounts answered, as soon as that is known, so that credentials which
/// turn out to be another account's are no difference between two polls.
package struct AccountBoundSource: Source {
    private let source: any Source
    private let identities: CallerIdentities
    /// The vendor's id of the account, if the configuration says it.
    private let expected: String?

    package var name: String { source.name }

    package init(_ source: any Source, identities: CallerIdentities, expected: String? = nil) {
        self.source = source
        self.identities = identities
        self.expected = expected
    }

    package func poll(knowing known: [Scope: FindingTable]) async throws -> Poll {
        let before = try await identities.current()?.accountID
        if let expected, let before, expected != before { throw unexpected(before, instead: expected) }
        var poll = try await source.poll(knowing: known)
        poll.accountID = try await identities.current()?.accountID
        if let before, let after = poll.accountID, before != after { throw changed(from: before, to: after) }
        return poll
    }

    private func unexpected(_ answering: String, instead expected: String) -> SourceError {
        SourceError(
            reason: .otherAccount, code: "OtherAccount",
            message: "the credentials are of account \(answering), and the configuration says that it is \(expected)",
            operation: "source \(name)", advice: "Mend the account's credentials, or its id.")
    }

    private func changed(from before: String, to after: String) -> SourceError {
        SourceError(
            reason: .otherAccount, code: "OtherAccount",
            message: "the credentials changed from account \(before) to \(after) while it was polled",
            operation: "source \(name)", advice: "Check the credentials: one source watches one account.")
    }
}
