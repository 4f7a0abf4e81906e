package import BridgeCore

/// A source whose polls say which of the vendor's accounts answered, as soon as that is known, so that credentials which
/// turn out to be another account's are no difference between two polls.
package struct AccountBoundSource: Source {
    private let source: any Source
    private let identities: CallerIdentities

    package var name: String { source.name }

    package init(_ source: any Source, identities: CallerIdentities) {
        self.source = source
        self.identities = identities
    }

    package func poll(knowing known: [Scope: FindingTable]) async throws -> Poll {
        let before = try await identities.current()?.accountID
        var poll = try await source.poll(knowing: known)
        poll.accountID = try await identities.current()?.accountID
        if let before, let after = poll.accountID, before != after { throw changed(from: before, to: after) }
        return poll
    }

    private func changed(from before: String, to after: String) -> SourceError {
        SourceError(
            reason: .otherAccount, code: "OtherAccount",
            message: "the credentials changed from account \(before) to \(after) while it was polled",
            operation: "source \(name)", advice: "Check the credentials: one source watches one account.")
    }
}
