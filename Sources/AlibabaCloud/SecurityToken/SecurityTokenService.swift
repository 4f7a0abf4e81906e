import BridgeCore
import HTTPTransport

/// The calls of STS that make credentials, as the vendor's Go SDK sends them: what is common to all calls in the query,
/// the rest in a form, because addresses end up in logs.
struct SecurityTokenService: Sendable {
    let exchange: CredentialsExchange
    let endpoint: Endpoint

    /// A session of `role` for whoever `credentials` belong to.
    /// - Throws: ``ExchangeFailure``, ``CredentialsError``, or `CancellationError`.
    func assumeRole(_ role: RoleRequest, with credentials: Credentials) async throws -> Credentials {
        try await session(
            from: CredentialsQuestion(
                operation: "AssumeRole of \(role.arn) at \(endpoint.authority)",
                secrets: role.secrets + [
                    credentials.accessKeySecret, credentials.securityToken ?? "", credentials.accessKeyID,
                ],
                advice: { SecurityTokenAdvice.assumeRole(code: $0, $1) },
                request: { request(signed(role, with: credentials)) }))
    }

    /// A session of `role` for whoever an OIDC token stands for; nothing is signed.
    /// - Throws: as ``assumeRole(_:with:)``.
    func assumeRole(_ role: RoleRequest, providerARN: String, token: String) async throws -> Credentials {
        try await session(
            from: CredentialsQuestion(
                operation: "AssumeRoleWithOIDC of \(role.arn) at \(endpoint.authority)",
                secrets: role.secrets + [token], advice: { SecurityTokenAdvice.assumeRoleWithOIDC(code: $0, $1) },
                request: { request(anonymous(role, providerARN: providerARN, token: token)) }))
    }

    private func session(from question: CredentialsQuestion) async throws -> Credentials {
        let body = try await exchange.answer(to: question)
        guard let json = try? JSONValue(parsing: body) else { throw question.unexpected("the answer is not JSON") }
        do {
            return try SessionAnswer.service.credentials(in: json["Credentials"])
        } catch {
            throw question.unexpected(error.description)
        }
    }

    private func request(_ parameters: (query: [QueryParameter], form: [QueryParameter])) -> HTTPRequest {
        HTTPRequest(
            method: .post, url: "\(endpoint.url)/?\(parameters.query.wire)",
            headers: [
                HTTPHeader(name: "accept", value: "application/json"),
                HTTPHeader(name: "content-type", value: "application/x-www-form-urlencoded"),
            ], body: Array(parameters.form.wire.utf8), options: CredentialsExchange.options)
    }
}

extension SecurityTokenService {
    fileprivate func signed(
        _ role: RoleRequest, with credentials: Credentials
    ) -> (query: [QueryParameter], form: [QueryParameter]) {
        var query = common("AssumeRole")
        query.append("SignatureMethod", "HMAC-SHA1")
        query.append("SignatureVersion", "1.0")
        query.append("SignatureNonce", exchange.surroundings.nonce())
        query.append("AccessKeyId", credentials.accessKeyID)
        query.append("SecurityToken", ifPresent: credentials.securityToken)
        let form = role.parameters
        let signature = RPCSignature(method: "POST", parameters: query + form)
        query.append("Signature", signature.value(secret: credentials.accessKeySecret))
        return (query, form)
    }

    fileprivate func anonymous(
        _ role: RoleRequest, providerARN: String, token: String
    ) -> (query: [QueryParameter], form: [QueryParameter]) {
        var form = role.parameters
        form.append("OIDCProviderArn", providerARN)
        form.append("OIDCToken", token)
        return (common("AssumeRoleWithOIDC"), form)
    }

    private func common(_ action: String) -> [QueryParameter] {
        [
            QueryParameter("Action", action), QueryParameter("Version", "2015-04-01"),
            QueryParameter("Format", "JSON"), QueryParameter("Timestamp", exchange.surroundings.now().description),
        ]
    }
}
