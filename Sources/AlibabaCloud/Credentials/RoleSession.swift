/// A RAM role, assumed with the credentials of another provider.
package struct RoleSession: SessionSource {
    private let role: RAMRole
    private let source: any CredentialsProvider
    private let surroundings: CredentialsSurroundings

    package init(role: RAMRole, source: any CredentialsProvider, surroundings: CredentialsSurroundings) {
        self.role = role
        self.source = source
        self.surroundings = surroundings
    }

    package var name: String { "role \(role.arn)" }

    package func session() async throws -> ResolvedCredentials {
        let request = try RoleRequest(role, sessionName: surroundings.sessionName, file: surroundings.readFile)
        let held = try await source.resolved()
        do {
            return try await assume(request, with: held)
        } catch let failure as ExchangeFailure {
            guard failure.refusesCredentials, let other = try await another(than: held) else { throw failure.error }
            do { return try await assume(request, with: other) } catch let again as ExchangeFailure {
                throw again.error
            }
        }
    }

    /// The source's credentials once it knows that `held` are refused; `nil` if it has no others.
    private func another(than held: ResolvedCredentials) async throws -> ResolvedCredentials? {
        await source.discard(held.credentials)
        let other = try await source.resolved()
        return other.credentials == held.credentials ? nil : other
    }

    private func assume(_ request: RoleRequest, with held: ResolvedCredentials) async throws -> ResolvedCredentials {
        let service = surroundings.securityTokenService(at: role.location)
        let credentials = try await service.assumeRole(request, with: held.credentials)
        let detail: [CredentialsOrigin.Fact] = [
            .init("session", request.sessionName), .init("STS", service.endpoint.authority),
            .init("assumed with", held.origin.provider),
        ]
        var resolved = ResolvedCredentials(credentials, from: name, detail: detail)
        resolved.origin.tried = held.origin.tried
        return resolved
    }
}
