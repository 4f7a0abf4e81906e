import BridgeCore
import HTTPTransport

/// The metadata service of a simulated ECS instance, as far as it hands out the keys of the instance's role.
struct MetadataService: Sendable {
    static let role = "checkbridge-ecs"
    private static let tokenHeader = "x-aliyun-ecs-metadata-token"
    private static let lifetimeHeader = "x-aliyun-ecs-metadata-token-ttl-seconds"
    private static let longest = 21_600
    private static let credentials = "/latest/meta-data/ram/security-credentials/"

    let issuer: SessionIssuer
    /// Whose instance it is.
    let account: String
    let now: Timestamp
    /// Makes keys differ from request to request.
    let nonce: String
    /// How long a key lasts from now on; not at all if negative.
    var lifetime = Duration.seconds(6 * 3600)

    /// - Parameter request: to a path below `/latest/`.
    func answer(_ request: ReceivedRequest) -> Reply {
        switch (request.method, request.path) {
        case ("PUT", "/latest/api/token"): token(request)
        case ("GET", let path) where path.hasPrefix(Self.credentials):
            isTrusted(request) ? role(String(path.dropFirst(Self.credentials.count))) : .text(401, "Unauthorized")
        default: .text(404, "not found")
        }
    }

    private func token(_ request: ReceivedRequest) -> Reply {
        guard let text = request.header(Self.lifetimeHeader), let seconds = Int(text),
            (1...Self.longest).contains(seconds)
        else { return .text(400, "\(Self.lifetimeHeader) must be 1 to \(Self.longest)") }
        let end = String((now + .seconds(seconds)).seconds)
        return .text(200, "\(end)-\(issuer.seal("metadata \(end)"))")
    }

    /// Without a token it is a request of the service's first version, which is still answered; a wrong one is not.
    private func isTrusted(_ request: ReceivedRequest) -> Bool {
        guard let token = request.header(Self.tokenHeader) else { return true }
        let parts = token.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let end = Int64(parts[0]), end > now.seconds else { return false }
        return issuer.seal("metadata \(end)") == parts[1]
    }

    private func role(_ name: String) -> Reply {
        if name.isEmpty { return .text(200, Self.role) }
        guard name == Self.role else { return .text(404, "not found") }
        return keys(of: RoleARN(account: account, role: name), session: "i-simulated0001")
    }

    /// Keys of a role, in the form that a credentials URI has, too.
    func keys(of role: RoleARN, session: String) -> Reply {
        let key = issuer.issue(RoleSession(role: role, name: session, expiry: now + lifetime), nonce: nonce)
        return .json(200, SessionAnswer.bare(key, at: now))
    }
}
