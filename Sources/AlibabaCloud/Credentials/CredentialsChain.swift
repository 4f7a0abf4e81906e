/// Providers tried in order; the first that has credentials is used from then on.
package actor CredentialsChain: CredentialsProvider {
    package nonisolated let name = "chain"
    private let providers: [any CredentialsProvider]
    private var chosen: (any CredentialsProvider)?

    package init(_ providers: [any CredentialsProvider]) {
        self.providers = providers
    }

    package func credentials() async throws -> Credentials {
        if let chosen { return try await chosen.credentials() }
        var attempts: [CredentialsError.Attempt] = []
        for provider in providers {
            do {
                let credentials = try await provider.credentials()
                chosen = provider
                return credentials
            } catch let error as CredentialsError {
                attempts.append(.init(provider: provider.name, reason: error.description))
            }
        }
        throw CredentialsError.exhausted(attempts)
    }

    package func discard(_ credentials: Credentials) async {
        await chosen?.discard(credentials)
    }
}
