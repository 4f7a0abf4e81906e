import BridgeCore
package import HTTPTransport

/// Asks the vendor in an account's name: sign, send, tell what the answer means, try again where that helps.
package struct APIClient: Sendable {
    /// The account's name in the configuration.
    package let account: String
    package let endpoints: Endpoints
    private let credentials: any CredentialsProvider
    private let http: any HTTPClient
    private let limiter: RateLimiter
    private var retry: PollRetry
    private let options: HTTPOptions
    private let surroundings: Surroundings

    /// Far above a page of 100 findings with long address lists.
    package static let maximumAnswerBytes = 32 << 20

    /// - Parameter limiter: one per account, shared by its sources.
    package init(
        account: String, endpoints: Endpoints, credentials: any CredentialsProvider, http: any HTTPClient,
        limiter: RateLimiter, retry: PollRetry = PollRetry(), options: HTTPOptions = APIClient.defaultOptions,
        surroundings: Surroundings
    ) {
        self.account = account
        self.endpoints = endpoints
        self.credentials = credentials
        self.http = http
        self.limiter = limiter
        self.retry = retry
        self.options = options
        self.surroundings = surroundings
    }

    /// The time-outs of the vendor's SDKs.
    package static let defaultOptions = HTTPOptions(
        connectTimeout: .seconds(5), timeout: .seconds(10), maxBodyBytes: maximumAnswerBytes)

    /// The same, but a call that fails is not tried again.
    package func tryingOnce() -> APIClient {
        var client = self
        client.retry.tries = 1
        return client
    }

    /// The id of the access key that the next call would be signed with; `nil` if there is none.
    /// - Throws: `CancellationError`.
    func accessKeyID() async throws -> String? {
        do {
            return try await credentials.credentials().accessKeyID
        } catch let error as CancellationError {
            throw error
        } catch {
            return nil
        }
    }

    /// Asks until there is an answer that `decode` accepts, or no hope within this poll.
    /// - Throws: ``SourceError``, or `CancellationError`.
    package func answer<Answer>(
        to call: APICall, decode: ([UInt8]) throws(AnswerError) -> Answer
    ) async throws -> Answer {
        var history = History()
        while true {
            let credentials = try await currentCredentials(for: call)
            try await waitForTurn(call.action)
            do throws(Failure) {
                return try await attempt(call, with: credentials, decode)
            } catch {
                try Task.checkCancellation()
                try await recover(from: error, call, credentials, &history)
            }
        }
    }

    /// Where the credentials come from that the next call would be signed with.
    /// - Throws: ``CredentialsError`` or `CancellationError`.
    package func credentialsOrigin() async throws -> CredentialsOrigin {
        try await credentials.resolved().origin
    }

    private func attempt<Answer>(
        _ call: APICall, with credentials: Credentials, _ decode: ([UInt8]) throws(AnswerError) -> Answer
    ) async throws(Failure) -> Answer {
        let endpoint = endpoints[call.action.product]
        let now = surroundings.now()
        let signed = call.signable(at: endpoint).signed(with: credentials, date: now, nonce: surroundings.nonce())
        let diagnosis = Diagnosis(call: call, endpoint: endpoint, signed: signed, credentials: credentials, now: now)
        let response = try await send(call.request(at: endpoint, signed: signed, options: options), diagnosis)
        guard (200..<300).contains(response.status) else { throw diagnosis.failure(of: response) }
        do { return try decode(response.body) } catch { throw diagnosis.failure(of: response, problem: error) }
    }

    private func send(_ request: HTTPRequest, _ diagnosis: Diagnosis) async throws(Failure) -> HTTPResponse {
        do { return try await http.execute(request) } catch { throw diagnosis.failure(of: error) }
    }

    private func recover(
        from failure: Failure, _ call: APICall, _ used: Credentials, _ history: inout History
    ) async throws {
        history.failures += 1
        guard failure.remedy != .calledOff else { throw CancellationError() }
        await holdOthers(call.action, failure.remedy)
        guard history.failures < retry.tries else { throw failure.error }
        switch failure.remedy {
        case .none: throw failure.error
        case .wait(let vendor): try await pause(after: history.failures, vendor: vendor)
        case .signAnew where !history.signedAnew: history.signedAnew = true
        case .renewCredentials where !history.renewed:
            history.renewed = true
            guard try await renewed(used, for: call) else { throw failure.error }
        case .signAnew, .renewCredentials, .calledOff: throw failure.error
        }
    }

    /// A wait that the vendor names is the account's, not this call's.
    private func holdOthers(_ action: Action, _ remedy: Remedy) async {
        guard case .wait(let vendor?) = remedy else { return }
        await limiter.hold(action, until: surroundings.uptime() + min(vendor, retry.longest))
    }

    private func pause(after failures: Int, vendor: Duration?) async throws {
        let wait = retry.wait(after: failures, vendor: vendor, random: surroundings.random())
        try await surroundings.sleep(wait)
    }

    private func waitForTurn(_ action: Action) async throws {
        let wait = await limiter.reserve(action, at: surroundings.uptime())
        if wait > .zero { try await surroundings.sleep(wait) }
    }

    private func renewed(_ used: Credentials, for call: APICall) async throws -> Bool {
        await credentials.discard(used)
        return try await currentCredentials(for: call) != used
    }

    private func currentCredentials(for call: APICall) async throws -> Credentials {
        try Task.checkCancellation()
        do {
            return try await credentials.credentials()
        } catch let error as CancellationError {
            throw error
        } catch {
            throw noCredentials(error, for: call)
        }
    }

    private func noCredentials(_ error: any Error, for call: APICall) -> SourceError {
        // Another error's own words may hold what must not be told.
        let message = (error as? CredentialsError)?.description ?? "the provider \(credentials.name) failed"
        return SourceError(
            reason: .credentials, code: "no_credentials", message: message.fitted(to: 500, in: .utf8),
            operation: call.operation(at: endpoints[call.action.product]),
            advice: "Check the credentials of account \(account).")
    }

    /// What was tried so far for one call.
    private struct History {
        var failures = 0
        var signedAnew = false
        var renewed = false
    }
}
