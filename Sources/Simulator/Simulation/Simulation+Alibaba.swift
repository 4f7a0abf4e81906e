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
            let key = try signatures.verify(request, keys: cloud.keys, at: now)
            reply = answer(Call(operation, request, key, id, now))
        } catch {
            reply = refusal(error, id, request)
        }
        note(.answered(call: request.header("x-acs-action") ?? "-", page: request.page, status: reply.status))
        return reply
    }

    private mutating func answer(_ call: Call) -> Reply {
        let fault = takeFault(call.operation.rawValue, page: call.request.page)
        if let fault, let refused = refusal(of: call, fault) { return refused }
        do throws(VendorError) {
            let body = try body(call, fault?.quirk ?? .none)
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
        case .html: .html
        case .slow, .reset, .resetAfter, .truncated, .huge, .total, .clamp, .repeatLast: nil
        }
    }

    private func body(_ call: Call, _ quirk: Page.Quirk) throws(VendorError) -> [UInt8] {
        switch call.operation {
        case .riskChecks:
            return cloud.riskChecks(try RiskCheckQuery(call.parameters, quirk), requestID: call.id, at: call.now)
        case .aclTasks:
            guard let type = AclType(rawValue: try call.parameters.required("AclType")) else {
                throw .invalid("AclType")
            }
            return cloud.aclTasks(type, requestID: call.id)
        case .aclFindings: return try findings(call, quirk)
        case .callerIdentity: return identity(call)
        }
    }

    private func findings(_ call: Call, _ quirk: Page.Quirk) throws(VendorError) -> [UInt8] {
        let task = try call.parameters.required("TaskId")
        let page = Page(
            number: try call.parameters.required("PageNo", in: 1...Int.max),
            size: try call.parameters.required("PageSize", in: 1...Int.max), quirk: quirk)
        return try cloud.aclFindings(task, page, call.parameters.lang, requestID: call.id, at: call.now)
    }

    private func identity(_ call: Call) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { out in
            out.member("RequestId", call.id)
            out.member("IdentityType", "Account")
            out.member("AccountId", call.key.account)
            out.member("PrincipalId", call.key.account)
            out.member("UserId", call.key.account)
            out.member("Arn", "acs:ram::\(call.key.account):root")
        }
        return writer.bytes
    }

    private func refusal(
        _ error: VendorError, _ id: String, _ request: ReceivedRequest, wait: Duration? = nil
    ) -> Reply {
        let product = (request.header("x-acs-action").flatMap(Operation.init))?.product ?? "OpenAPI"
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

    var parameters: Parameters {
        Parameters(pairs: request.query.map { ($0.name, $0.value) })
    }
}

extension ReceivedRequest {
    /// The page it asks for, by either of the vendor's two names.
    fileprivate var page: Int? {
        (parameter("PageNo") ?? parameter("CurrentPage")).flatMap { Int($0) }
    }
}
