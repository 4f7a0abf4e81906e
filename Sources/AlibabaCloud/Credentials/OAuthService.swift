import BridgeCore
import HTTPTransport

/// The vendor's OAuth service.
struct OAuthService: Sendable {
    let site: OAuthSite
    let exchange: CredentialsExchange
    /// What the operator can do if the sign-in is over.
    let isOver: String

    /// New tokens for a refresh token, which is of no use afterwards; so this is tried once.
    func renewed(_ refresh: String) async throws -> OAuthTokens {
        var once = exchange
        once.retry.tries = 1
        let question = question("a new access token", "/v1/token", form(refresh), secrets: [refresh])
        let body = try await once.answer(to: question)
        let json = try? JSONValue(parsing: body)
        guard let next = json?["refresh_token"]?.text, let access = json?["access_token"]?.text, !access.isEmpty,
            let seconds = json?["expires_in"]?.integer
        else { throw question.unexpected("the answer has no token") }
        return OAuthTokens(refresh: next, access: access, expiry: exchange.surroundings.now() + .seconds(seconds))
    }

    func credentials(for tokens: OAuthTokens) async throws -> Credentials {
        let access = tokens.access ?? ""
        let headers = [
            HTTPHeader(name: "content-type", value: "application/json"),
            HTTPHeader(name: "authorization", value: "Bearer \(access)"),
        ]
        let question = question("credentials", "/v1/exchange", (headers, []), secrets: [access])
        let body = try await exchange.answer(to: question)
        do {
            return try SessionAnswer.oauth.credentials(in: try? JSONValue(parsing: body))
        } catch {
            throw question.unexpected(error.description)
        }
    }

    private func form(_ refresh: String) -> (headers: [HTTPHeader], body: [UInt8]) {
        let form = [
            QueryParameter("grant_type", "refresh_token"), QueryParameter("refresh_token", refresh),
            QueryParameter("client_id", site.clientID),
            QueryParameter("Timestamp", exchange.surroundings.now().description),
        ]
        return (
            [HTTPHeader(name: "content-type", value: "application/x-www-form-urlencoded")], Array(form.wire.utf8)
        )
    }

    private func question(
        _ what: String, _ path: String, _ parts: (headers: [HTTPHeader], body: [UInt8]), secrets: [String]
    ) -> CredentialsQuestion {
        let request = HTTPRequest(
            method: .post, url: site.endpoint.url + path, headers: parts.headers, body: parts.body,
            options: CredentialsExchange.options)
        return CredentialsQuestion(
            operation: "asking \(site.endpoint.authority) for \(what)", secrets: secrets,
            advice: { [isOver] _, _ in "If the sign-in is over, \(isOver)." }, request: { request })
    }
}
