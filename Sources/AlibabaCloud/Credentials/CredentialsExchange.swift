import BridgeCore
import HTTPTransport

/// Asks services that hand out credentials: sends, tries again where that helps, and explains without a secret.
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
