import BridgeCore
import HTTPTransport

/// The RAM role of the ECS instance, from its metadata: by the flow that a forged request cannot follow (a token first),
/// and without the token only where that is not forbidden.
struct InstanceRoleSession: SessionSource {
    /// `nil` asks which one the instance has.
    let role: String?
    let surroundings: CredentialsSurroundings

    static let address = Endpoint(scheme: .http, authority: "100.100.100.200")
    private static let roles = "/latest/meta-data/ram/security-credentials/"

    var name: String { role.map { "ECS instance role \($0)" } ?? "ECS instance role" }

    func session() async throws -> ResolvedCredentials {
        if surroundings.environment.isOn("ALIBABA_CLOUD_ECS_METADATA_DISABLED") {
            throw CredentialsError.missing("ALIBABA_CLOUD_ECS_METADATA_DISABLED is true")
        }
        do {
            let role = try await roleName()
            return ResolvedCredentials(
                try await credentials(of: role), from: "ECS instance role \(role)",
                detail: [.init("metadata", endpoint.authority)])
        } catch let failure as ExchangeFailure {
            throw failure.error
        }
    }

    private var endpoint: Endpoint { surroundings.metadata ?? Self.address }

    private func roleName() async throws -> String {
        if let role = role ?? surroundings.environment.setting("ALIBABA_CLOUD_ECS_METADATA") { return role }
        do {
            let name = String(decoding: try await read(Self.roles, of: "the role's name"), as: UTF8.self).trimmed
            guard name.isRoleName else { throw unusable("which role the instance has", "the answer is no name") }
            return name
        } catch let failure as ExchangeFailure where failure.status == 404 {
            throw CredentialsError.missing("the metadata at \(endpoint.authority) knows of no role for this instance")
        }
    }

    private func credentials(of role: String) async throws -> Credentials {
        let body = try await read(Self.roles + PercentEncoding.component(role), of: "the role \(role)")
        guard let json = try? JSONValue(parsing: body) else { throw unusable("the role \(role)", "not JSON") }
        guard json["Code"]?.text == "Success" else {
            throw unusable("the role \(role)", "its Code is not Success: is the role attached to the instance?")
        }
        do {
            return try SessionAnswer.service.credentials(in: json)
        } catch {
            throw unusable("the role \(role)", error.description)
        }
    }

    private func unusable(_ what: String, _ why: String) -> CredentialsError {
        .unusable("asking the metadata at \(endpoint.authority) for \(what): \(why)")
    }

    /// A token is asked for before each read, as the vendor's SDK does.
    private func read(_ path: String, of what: String) async throws -> [UInt8] {
        let insists = surroundings.environment.isOn("ALIBABA_CLOUD_IMDSV1_DISABLED")
        let token: String
        do {
            token = try await self.token()
        } catch let failure as ExchangeFailure where !insists && !failure.isUnreachable {
            return try await get(path, token: nil, of: what)
        }
        do {
            return try await get(path, token: token, of: what)
        } catch let failure as ExchangeFailure where !insists && [401, 403].contains(failure.status) {
            return try await get(path, token: nil, of: what)
        }
    }

    private func token() async throws -> String {
        let header = HTTPHeader(name: "X-aliyun-ecs-metadata-token-ttl-seconds", value: "21600")
        let body = try await ask(.put, "/latest/api/token", [header], secrets: [], of: "a token")
        return String(decoding: body, as: UTF8.self).trimmed
    }

    private func get(_ path: String, token: String?, of what: String) async throws -> [UInt8] {
        let headers = token.map { [HTTPHeader(name: "X-aliyun-ecs-metadata-token", value: $0)] }
        return try await ask(.get, path, headers ?? [], secrets: [token ?? ""], of: what)
    }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [HTTPHeader], secrets: [String], of what: String
    ) async throws -> [UInt8] {
        var exchange = surroundings.exchange
        // It is next door: whoever does not answer at once is not there.
        exchange.retry.tries = 1
        let options = HTTPOptions(
            connectTimeout: .seconds(1), timeout: .seconds(2), maxBodyBytes: 64 << 10, ignoresEnvironmentProxy: true)
        let request = HTTPRequest(method: method, url: endpoint.url + path, headers: headers, options: options)
        return try await exchange.answer(
            to: CredentialsQuestion(
                operation: "asking the metadata at \(endpoint.authority) for \(what)", secrets: secrets,
                advice: { _, _ in "Is this an ECS instance with a RAM role?" }, request: { request }))
    }
}

extension String {
    /// The names of RAM roles are short words; anything else is a page of somebody else.
    fileprivate var isRoleName: Bool {
        !isEmpty && utf8.count <= 64 && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".@-_".contains($0)) }
    }
}
