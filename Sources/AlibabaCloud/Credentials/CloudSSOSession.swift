import BridgeCore
import HTTPTransport

/// A session of an access configuration of CloudSSO. Its token cannot be renewed without the person.
struct CloudSSOSession: SessionSource {
    let signIn: CloudSSOSignIn
    let surroundings: CredentialsSurroundings

    let name = "CloudSSO"

    func session() async throws -> ResolvedCredentials {
        guard surroundings.time.now() < signIn.accessTokenExpiry else {
            throw CredentialsError.unusable(
                "the CloudSSO sign-in ended at \(signIn.accessTokenExpiry): sign in again with aliyun configure")
        }
        guard let portal = Endpoint(ofURL: signIn.url), portal.scheme == .https else {
            throw CredentialsError.unusable("cloud_sso_sign_in_url is not an https URL")
        }
        do {
            let credentials = try await credentials(from: portal)
            return ResolvedCredentials(
                credentials, from: name,
                detail: [.init("account", signIn.accountID), .init("portal", portal.authority)])
        } catch let failure as ExchangeFailure {
            throw failure.error
        }
    }

    private func credentials(from portal: Endpoint) async throws -> Credentials {
        let token = try token()
        let request = request(to: portal, token)
        let question = CredentialsQuestion(
            operation: "CloudSSO's credentials at \(portal.authority)", secrets: [token],
            advice: { _, _ in "Sign in again with aliyun configure." }, request: { request })
        let body = try await surroundings.exchange.answer(to: question)
        do {
            return try SessionAnswer.service.credentials(in: try? JSONValue(parsing: body)["CloudCredential"])
        } catch {
            throw question.unexpected(error.description)
        }
    }

    private func token() throws(CredentialsError) -> String {
        do {
            return try signIn.accessToken.read(surroundings.readFile)
        } catch {
            throw .missing("there is no access_token: sign in with aliyun configure")
        }
    }

    private func request(to portal: Endpoint, _ token: String) -> HTTPRequest {
        var body = JSONWriter()
        body.object {
            $0.member("AccountId", signIn.accountID)
            $0.member("AccessConfigurationId", signIn.accessConfiguration)
        }
        return HTTPRequest(
            method: .post, url: "\(portal.url)/cloud-credentials",
            headers: [
                HTTPHeader(name: "accept", value: "application/json"),
                HTTPHeader(name: "content-type", value: "application/json"),
                HTTPHeader(name: "authorization", value: "Bearer \(token)"),
            ], body: body.bytes, options: CredentialsExchange.options)
    }
}

extension Endpoint {
    /// Scheme and host of a URL that may have more to it.
    init?(ofURL url: String) {
        let parts = url.trimmed.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[1].isEmpty else { return nil }
        self.init(parsing: "\(parts[0])//\(parts[2])")
    }
}
