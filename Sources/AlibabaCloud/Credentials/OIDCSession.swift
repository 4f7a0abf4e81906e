import BridgeCore

/// A RAM role, assumed with an OIDC token from a file: RRSA in a cluster of ACK. The file is read for every session,
/// because whoever writes it renews it.
struct OIDCSession: SessionSource {
    let role: RAMRole
    let providerARN: String
    let tokenFile: String
    let surroundings: CredentialsSurroundings

    var name: String { "OIDC role \(role.arn)" }

    func session() async throws -> ResolvedCredentials {
        let request = try RoleRequest(role, sessionName: surroundings.sessionName, file: surroundings.readFile)
        let token = try token()
        let service = surroundings.securityTokenService(at: role.location)
        do {
            let credentials = try await service.assumeRole(request, providerARN: providerARN, token: token)
            return ResolvedCredentials(
                credentials, from: name,
                detail: [
                    .init("session", request.sessionName), .init("STS", service.endpoint.authority),
                    .init("OIDC provider", providerARN), .init("token file", tokenFile),
                ])
        } catch let failure as ExchangeFailure {
            throw failure.error
        }
    }

    private func token() throws(CredentialsError) -> String {
        do {
            return try Secret.file(tokenFile).read(surroundings.readFile)
        } catch {
            throw .unusable("OIDC token: \(error.description)")
        }
    }
}
