import BridgeCore
import HTTPTransport

/// Why one try failed, and what may help.
struct Failure: Error, Sendable {
    var error: SourceError
    var remedy: Remedy
}

/// Explains a failed try to the operator: a pure function of what was sent and what came back.
struct Diagnosis: Sendable {
    let call: APICall
    let endpoint: Endpoint
    let signed: SignedRequest
    let now: Timestamp
    private let credentials: Credentials

    init(call: APICall, endpoint: Endpoint, signed: SignedRequest, credentials: Credentials, now: Timestamp) {
        self.call = call
        self.endpoint = endpoint
        self.signed = signed
        self.now = now
        self.credentials = credentials
    }

    /// An answer with an error status, or one that `problem` makes useless.
    func failure(of response: HTTPResponse, problem: AnswerError? = nil) -> Failure {
        guard let vendor = ErrorAnswer(parsing: response.body) else { return unreadable(response, problem) }
        let wait = response.vendorWait(now: now)
        let isThrottled = response.status >= 400 && response.value(of: "x-acs-retry-after") != nil && wait != nil
        // As the vendor's SDKs do: whoever names a wait in that header throttles, whatever the code.
        let cause = isThrottled ? .throttled : FailureCause(code: vendor.code, status: response.status)
        let error = error(
            cause.reason, vendor.code, vendor.message, requestID: vendor.requestID ?? response.requestID,
            Advice(call: call, now: now).text(for: cause, vendor, response, stringToSign: signed.canonical.stringToSign)
        )
        return Failure(error: error, remedy: cause.remedy(vendorWait: wait))
    }

    /// A proxy's page, an empty or cut answer: the vendor did not say anything.
    private func unreadable(_ response: HTTPResponse, _ problem: AnswerError?) -> Failure {
        let isSuccess = (200..<300).contains(response.status)
        let what =
            response.body.isEmpty ? "an empty answer" : response.isMarkup ? "a page of HTML or XML" : "no error code"
        let message = isSuccess ? problem?.description ?? what : "status \(response.status) with \(what)"
        let error = error(
            .unavailable, isSuccess ? "unexpected_answer" : "http_\(response.status)",
            isSuccess && response.isMarkup ? "\(what) (\(message))" : message, requestID: response.requestID,
            Advice.unreadable(response))
        let wait = response.vendorWait(now: now)
        return Failure(error: error, remedy: response.status == 429 ? .slowDown(wait) : .wait(wait))
    }

    /// No answer at all.
    func failure(of transport: HTTPTransportError) -> Failure {
        let error = error(
            transport.isOurs ? .request : .unavailable, transport.code, transport.description, requestID: nil,
            Advice.transport(transport))
        return Failure(error: error, remedy: transport.remedy)
    }

    private func error(
        _ reason: SourceError.Reason, _ code: String, _ message: String, requestID: String?, _ advice: String
    ) -> SourceError {
        // Not made beforehand: it takes longer than signing, and nearly every try succeeds.
        let redactor = Redactor(credentials, signed: signed)
        return SourceError(
            reason: reason, code: redactor.clean(code, limit: 100), message: redactor.clean(message),
            requestID: requestID.map { redactor.clean($0, limit: 100) },
            operation: redactor.clean(call.operation(at: endpoint), limit: 300),
            advice: redactor.clean(advice))
    }
}

extension HTTPTransportError {
    /// Whether the request itself was refused before it went out.
    fileprivate var isOurs: Bool {
        if case .invalidRequest = self { return true }
        return false
    }

    /// What may help within the same poll.
    var remedy: Remedy {
        switch self {
        case .resolve, .connect, .tls, .timeout, .interrupted, .malformedResponse, .queueFull, .other: .wait(nil)
        case .invalidRequest, .refused, .bodyTooLarge, .headersTooLarge: .none
        case .cancelled, .shutDown: .calledOff
        }
    }

    fileprivate var code: String {
        switch self {
        case .invalidRequest: "invalid_request"
        case .refused: "refused"
        case .resolve: "resolve"
        case .connect: "connect"
        case .tls: "tls"
        case .timeout: "timeout"
        case .bodyTooLarge, .headersTooLarge: "too_large"
        case .interrupted: "interrupted"
        case .malformedResponse: "malformed_response"
        case .queueFull: "busy"
        case .cancelled: "cancelled"
        case .shutDown: "shut_down"
        case .other: "transport"
        }
    }
}
