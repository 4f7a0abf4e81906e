/// Providers asked in order; the first that has credentials gives them. It is kept to from then on, unless one before it
/// is configured and only failed: that one is asked again, so that an outage at the start does not leave the account
/// with another identity than the configured one for good.
package actor CredentialsChain: CredentialsProvider {
    package nonisolated let name = "chain"
    private let providers: [any CredentialsProvider]
    private let endsAtFailure: Bool
    private var chosen: Choice?

    private struct Choice {
        var provider: any CredentialsProvider
        var tried: [CredentialsError.Attempt]

        func resolved() async throws -> ResolvedCredentials {
            var resolved = try await provider.resolved()
            resolved.origin.tried = tried + resolved.origin.tried
            return resolved
        }
    }

    /// - Parameter endsAtFailure: whether one that is configured and fails is the last to be asked.
    package init(_ providers: [any CredentialsProvider], endsAtFailure: Bool = false) {
        self.providers = providers
        self.endsAtFailure = endsAtFailure
    }

    package func credentials() async throws -> Credentials {
        try await resolved().credentials
    }

    package func resolved() async throws -> ResolvedCredentials {
        if let chosen { return try await chosen.resolved() }
        var failures: [CredentialsError] = []
        for provider in providers {
            let choice = Choice(provider: provider, tried: attempts(failures))
            do {
                let resolved = try await choice.resolved()
                if failures.allSatisfy(\.isMissing) { chosen = choice }
                return resolved
            } catch let error as CredentialsError {
                if endsAtFailure, !error.isMissing { throw error }
                failures.append(error)
            }
        }
        throw CredentialsError.exhausted(attempts(failures))
    }

    private func attempts(_ failures: [CredentialsError]) -> [CredentialsError.Attempt] {
        zip(providers, failures).map { .init(provider: $0.name, reason: $1.reason) }
    }

    package func discard(_ credentials: Credentials) async {
        for provider in providers { await provider.discard(credentials) }
    }
}
