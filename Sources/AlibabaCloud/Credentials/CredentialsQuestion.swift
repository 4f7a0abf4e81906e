import BridgeCore
import HTTPTransport

/// One question to a service that hands out credentials. It prints as `<redacted>`.
struct CredentialsQuestion: Sendable {
    /// What is asked and where, fit to be told.
    var operation: String
    /// What must not be told of it and of the answer.
    var secrets: [String]
    /// What the operator can do if the service refuses.
    var advice: @Sendable (_ code: String, FailureCause) -> String
    /// Makes the request anew for each try: a signature is good for one.
    var request: @Sendable () -> HTTPRequest
}

extension CredentialsQuestion {
    func failure(of error: HTTPTransportError) -> ExchangeFailure {
        ExchangeFailure(isUnreachable: error.isUnreachable, text: text(error.description), remedy: error.remedy)
    }

    func failure(of response: HTTPResponse, now: Timestamp) -> ExchangeFailure {
        guard let vendor = ErrorAnswer(parsing: response.body) else {
            let isOutage = response.status >= 500 || response.status == 429
            return ExchangeFailure(
                status: response.status,
                text: text("status \(response.status)", advice: isOutage ? "" : advice("", .request)),
                remedy: isOutage ? .wait(response.vendorWait(now: now)) : .none)
        }
        let cause = FailureCause(code: vendor.code, status: response.status)
        let request = (vendor.requestID ?? response.requestID).map { " (request \($0))" } ?? ""
        return ExchangeFailure(
            cause: cause, status: response.status,
            text: text("\(vendor.code): \(vendor.message)\(request)", advice: advice(vendor.code, cause)),
            remedy: cause.remedy(vendorWait: response.vendorWait(now: now)))
    }

    /// An answer that says neither yes nor no.
    func unexpected(_ what: String) -> CredentialsError { .unusable(text(what)) }

    private func text(_ what: String, advice: String = "") -> String {
        let told = Redactor(secrets: secrets).clean("\(operation): \(what)", limit: 350)
        return advice.isEmpty ? told : "\(told). \(advice)"
    }
}

extension CredentialsQuestion: CustomStringConvertible, CustomReflectable {
    var description: String { "CredentialsQuestion(<redacted>)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
