import AlibabaCloud
import BridgeCore
import HTTPTransport

/// Keys as they look, none of them real.
enum Keys {
    static let id = "LTAI5tFakeKeyIdForTests0"
    static let secret = "FakeSecretForTests0123456789ab"
    static let token = "CAISfake+Token/With=Special&Chars==%20~*"

    /// ``token`` as it looks in a URL.
    static let escapedToken = "CAISfake%2BToken%2FWith%3DSpecial%26Chars%3D%3D%2520~%2A"

    static let one = Credentials(accessKeyID: "LTAI5tFakeKeyNumberOne1", accessKeySecret: "FakeSecretNumberOne11111")
    static let two = Credentials(accessKeyID: "LTAI5tFakeKeyNumberTwo2", accessKeySecret: "FakeSecretNumberTwo22222")

    static let permanent = StaticCredentials(
        accessKeyID: .literal(id), accessKeySecret: .literal(secret), file: { _, _ in [] })
    static let temporary = StaticCredentials(
        accessKeyID: .literal(id), accessKeySecret: .literal(secret), securityToken: .literal(token),
        file: { _, _ in [] })
}

extension APIClient {
    /// A client of a scripted vendor, never held up by a rate.
    static func testing(
        _ vendor: ScriptedVendor, time: ManualTime = ManualTime(), region: String = "cn-hangzhou",
        credentials: any CredentialsProvider = Keys.permanent, perSecond: Double = 1_000_000_000,
        retry: PollRetry = PollRetry()
    ) -> APIClient {
        APIClient(
            account: "prod", endpoints: Endpoints(region: region), credentials: credentials, http: vendor,
            limiter: RateLimiter(perSecond: perSecond), retry: retry, surroundings: time.surroundings)
    }
}

extension Snapshot.Completeness {
    var obstacle: String? {
        switch self {
        case .complete: nil
        case .incomplete(let reason): reason
        }
    }
}

extension Sighting {
    var details: JSONValue { (try? JSONValue(parsing: description.details)) ?? .null }
}
