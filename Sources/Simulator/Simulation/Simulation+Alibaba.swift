import AlibabaCloud
import BridgeCore
import HTTPTransport

extension Simulation {
    /// Answers a call of the vendor's API.
    mutating func answerCall(_ request: ReceivedRequest, at now: Timestamp) -> Reply {
        cloud.advance(to: now)
        let id = cloud.nextRequestID()
        let reply: Reply
        do throws(VendorError) {
            let operation = try Operation(request)
            let key = try key(for: operation, request, now)
            reply = answer(Call(operation, request, key, id, now))
        } catch {
            reply = refusal(error, id, request)
        }
        note(.answered(call: Operation.name(in: request) ?? "-", page: request.page, status: reply.status))
        return reply
    }

    private mutating func key(
        for operation: Operation, _ request: ReceivedRequest, _ now: Timestamp
    ) throws(VendorError) -> AccessKey {
        if operation.isAnonymous { return .anonymous }
        return try signatures.verify(request, keys: cloud.keys, sessions: sessions, at: now)
    }

    private mutating func answer(_ call: Call) -> Reply {
        let fault = takeFault(call.operation.rawValue, page: call.request.page)
        if let fault, let refused = refusal(of: call, fault) { return refused }
        do throws(VendorError) {
            let body = try body(call, fault)
            let reply = Reply.json(200, body, headers: [HTTPHeader(name: "x-acs-request-id", value: call.id)])
            return fault?.shape(reply) ?? reply
        } catch {
            return refusal(error, call.id, call.request)
        }
    }

    /// The answer of a fault that stands before the call itself.
    private func refusal(of call: Call, _ fault: Fault) -> Reply? {
        switch fault {
        case .throttle(let wait):
            refusal(.throttled, call.id, call.request, wait: wait)
        case .status(let status, let wait, let body):
            body.map { Reply.text(status, $0) } ?? refusal(.server(status), call.id, call.request, wait: wait)
        case .forbidden: refusal(.forbidden(action: call.operation.permission), call.id, call.request)
        case .retired: refusal(.noSuchAction, call.id, call.request)
        case .expiredToken where !call.operation.issuesKeys: refusal(.expiredToken, call.id, call.request)
        case .html: .html
        case .expiredToken, .wrongAccount, .slow, .reset, .resetAfter, .truncated, .huge, .total, .clamp, .repeatLast:
            nil
        }
    }

    private func body(_ call: Call, _ fault: Fault?) throws(VendorError) -> [UInt8] {
        let quirk = fault?.quirk ?? .none
        let account = fault == .wrongAccount ? Self.wrongAccount : call.key.account
        let posture = cloud.posture(of: account)
        switch call.operation {
        case .riskChecks:
            return posture.riskChecks(try RiskCheckQuery(call.parameters, quirk), requestID: call.id, at: call.now)
        case .checkResults:
            return posture.checkResults(try CheckResultQuery(call.parameters, quirk), requestID: call.id, at: call.now)
        case .aclTasks:
            guard let type = AclType(rawValue: try call.parameters.required("AclType")) else {
                throw .invalid("AclType")
            }
            return posture.aclTasks(type, requestID: call.id)
        case .aclFindings: return try findings(call, quirk, of: posture)
        case .callerIdentity: return SessionAnswer.identity(call.key, account: account, requestID: call.id)
        case .assumeRole: return try assumed(AssumeRoleQuery(call.parameters, at: call.now), call, fault)
        case .assumeRoleWithOIDC:
            return try assumed(AssumeRoleQuery(withOIDC: call.parameters, at: call.now), call, fault)
        }
    }

    /// The account that answers under ``Fault/wrongAccount``.
    private static let wrongAccount = "6666666666666666"

    private func findings(
        _ call: Call, _ quirk: Page.Quirk, of posture: some Posture
    ) throws(VendorError) -> [UInt8] {
        let task = try call.parameters.required("TaskId")
        let page = Page(
            number: try call.parameters.required("PageNo", in: 1...Int.max),
            size: try call.parameters.required("PageSize", in: 1...Int.max), quirk: quirk)
        return try posture.aclFindings(task, page, call.parameters.lang, requestID: call.id, at: call.now)
    }

    private func assumed(_ query: AssumeRoleQuery, _ call: Call, _ fault: Fault?) throws(VendorError) -> [UInt8] {
        var session = query.session
        guard cloud.hasAccount(session.role.account) else { throw .noSuchRole(session.role.description) }
        if fault == .wrongAccount { session.role.account = Self.wrongAccount }
        if fault == .expiredToken { session.expiry = call.now + .seconds(-1) }
        let key = sessions.issue(session, nonce: call.id)
        return SessionAnswer.assumed(key, provider: query.provider, requestID: call.id)
    }

    private func refusal(
        _ error: VendorError, _ id: String, _ request: ReceivedRequest, wait: Duration? = nil
    ) -> Reply {
        let product = (Operation.name(in: request).flatMap(Operation.init))?.product ?? "OpenAPI"
        var headers = [HTTPHeader(name: "x-acs-request-id", value: id)]
        if let wait { headers.append(HTTPHeader(name: "x-acs-retry-after", value: String(wait.milliseconds))) }
        let body = error.body(requestID: id, host: request.header("host") ?? "", product: product)
        return .json(error.status, body, headers: headers)
    }
}

/// A call that was understood and whose signature is right.
private struct Call {
    let operation: Operation
    let request: ReceivedRequest
    let key: AccessKey
    /// The answer's `RequestId`.
    let id: String
    let now: Timestamp

    init(_ operation: Operation, _ request: ReceivedRequest, _ key: AccessKey, _ id: String, _ now: Timestamp) {
        (self.operation, self.request, self.key, self.id, self.now) = (operation, request, key, id, now)
    }

    var parameters: Parameters { request.parameters }
}

extension Operation {
    /// Whether it answers with temporary keys.
    fileprivate var issuesKeys: Bool { self == .assumeRole || self == .assumeRoleWithOIDC }
}

extension AccessKey {
    /// Stands for the key of who has none.
    fileprivate static let anonymous = AccessKey(id: "", secret: "", account: "")
}

extension ReceivedRequest {
    /// The page it asks for, by either of the vendor's two names.
    fileprivate var page: Int? {
        (parameters["PageNo"] ?? parameters["CurrentPage"]).flatMap { Int($0) }
    }
}
