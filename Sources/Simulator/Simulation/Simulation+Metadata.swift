import BridgeCore
import HTTPTransport

extension Simulation {
    /// Answers as the metadata service of an instance of the simulated account; the fault target is `metadata`.
    mutating func answerMetadata(_ request: ReceivedRequest, at now: Timestamp) -> Reply {
        let fault = takeFault("metadata", page: nil)
        if let fault, let refusal = Self.refusal(fault) { return refusal }
        let reply = metadata(fault, now).answer(request)
        return fault?.shape(reply) ?? reply
    }

    /// Answers `/credentials`, as what `ALIBABA_CLOUD_CREDENTIALS_URI` points to: keys of a role of the simulated
    /// account, or of the one that `?account=` names; the fault target is `credentials`.
    mutating func answerCredentials(_ request: ReceivedRequest, at now: Timestamp) -> Reply {
        let fault = takeFault("credentials", page: nil)
        if let fault, let refusal = Self.refusal(fault) { return refusal }
        guard request.method == "GET" else { return .text(405, "only GET") }
        let account = request.parameter("account") ?? ownAccount
        guard cloud.hasAccount(account) else { return .text(404, "there is no account \(account)") }
        let role = RoleARN(account: account, role: "checkbridge")
        let reply = metadata(fault, now).keys(of: role, session: "credentials-uri")
        return fault?.shape(reply) ?? reply
    }

    private mutating func metadata(_ fault: Fault?, _ now: Timestamp) -> MetadataService {
        var service = MetadataService(issuer: sessions, account: ownAccount, now: now, nonce: cloud.nextRequestID())
        if fault == .expiredToken { service.lifetime = .seconds(-1) }
        return service
    }

    private var ownAccount: String { cloud.keys.first?.account ?? AccessKey.simulated.account }

    private static func refusal(_ fault: Fault) -> Reply? {
        switch fault {
        case .throttle(let wait):
            .text(429, "", headers: wait.map { [.init(name: "Retry-After", value: $0.retryAfter)] } ?? [])
        case .status(let status, _, let body): .text(status, body ?? "")
        case .forbidden: .text(403, "Forbidden")
        case .retired: .text(404, "not found")
        case .html: .html
        case .expiredToken, .wrongAccount, .slow, .reset, .resetAfter, .truncated, .huge, .total, .clamp, .repeatLast:
            nil
        }
    }
}
