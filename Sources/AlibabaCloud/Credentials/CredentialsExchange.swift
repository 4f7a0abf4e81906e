import BridgeCore
import HTTPTransport

/// One question to a service that hands out credentials.
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

/// Why such a question brought nothing.
struct ExchangeFailure: Error, Sendable {
    /// What the service's error means; `nil` if it did not answer with one.
    var cause: FailureCause?
    var status: Int?
    /// Whether there was nobody to answer.
    var isUnreachable = false
    var text: String
    var remedy: Remedy

    var error: CredentialsError { .unusable(text) }

    /// Whether the credentials that the question was signed with are of no use.
    var refusesCredentials: Bool {
        switch cause {
        case .key, .token, .signature: true
        case .throttled, .outage, .replayed, .clock, .denied, .notPurchased, .retired, .request, nil: false
        }
    }
}

extension HTTPTransportError {
    fileprivate var isUnreachable: Bool {
        switch self {
        case .resolve, .connect, .tls, .timeout(connecting: true): true
        case .timeout(connecting: false), .invalidRequest, .bodyTooLarge, .headersTooLarge, .interrupted,
            .malformedResponse, .queueFull, .cancelled, .shutDown, .other:
            false
        }
    }
}

/// Asks such services: sends, tries again where that helps, and explains without a secret.
struct CredentialsExchange: Sendable {
    let http: any HTTPClient
    let surroundings: Surroundings
    var retry = PollRetry(tries: 3, base: .milliseconds(500), longest: .seconds(5))

    /// The time-outs of the vendor's SDKs; an answer is a few kilobytes.
    static let options = HTTPOptions(connectTimeout: .seconds(5), timeout: .seconds(10), maxBodyBytes: 256 << 10)

    /// The body of a good answer.
    /// - Throws: ``ExchangeFailure``, or `CancellationError`.
    func answer(to question: CredentialsQuestion) async throws -> [UInt8] {
        var failures = 0
        while true {
            try Task.checkCancellation()
            do throws(ExchangeFailure) {
                return try await attempt(question)
            } catch {
                failures += 1
                try await recover(from: error, failures)
            }
        }
    }

    private func recover(from failure: ExchangeFailure, _ failures: Int) async throws {
        if case .calledOff = failure.remedy { throw CancellationError() }
        try Task.checkCancellation()
        guard failures < retry.tries else { throw failure }
        switch failure.remedy {
        case .wait(let vendor):
            let wait = retry.wait(after: failures, vendor: vendor, random: surroundings.random())
            try await surroundings.sleep(wait)
        case .signAnew: break
        case .none, .renewCredentials, .calledOff: throw failure
        }
    }

    private func attempt(_ question: CredentialsQuestion) async throws(ExchangeFailure) -> [UInt8] {
        let response: HTTPResponse
        do { response = try await http.execute(question.request()) } catch { throw question.failure(of: error) }
        guard (200..<300).contains(response.status) else {
            throw question.failure(of: response, now: surroundings.now())
        }
        return response.body
    }
}

extension CredentialsQuestion {
    fileprivate func failure(of error: HTTPTransportError) -> ExchangeFailure {
        ExchangeFailure(isUnreachable: error.isUnreachable, text: text(error.description), remedy: error.remedy)
    }

    fileprivate func failure(of response: HTTPResponse, now: Timestamp) -> ExchangeFailure {
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
