import BridgeCore
import HTTPTransport
import Synchronization
import Testing

@testable import AlibabaCloud

@Suite struct APIClientRetryTests {
    private static let good = ScriptedVendor.Answer.json(#"{"TotalCount":0,"List":[]}"#)

    private static func throttled(_ name: String, _ value: String) -> ScriptedVendor.Answer {
        .error("Throttling.User", status: 400, headers: [HTTPHeader(name: name, value: value)])
    }

    struct Wait: Sendable {
        var answer: ScriptedVendor.Answer
        var wait: Duration
    }

    @Test(arguments: [
        Wait(answer: throttled("x-acs-retry-after", "1500"), wait: .milliseconds(1500)),
        Wait(answer: throttled("x-acs-retry-after", "3600000"), wait: .seconds(60)),
        Wait(answer: throttled("Retry-After", "7"), wait: .seconds(7)),
        Wait(answer: throttled("Retry-After", "Fri, 21 Nov 2025 08:09:40 GMT"), wait: .seconds(30)),
        Wait(answer: throttled("x-acs-retry-after", "0"), wait: .milliseconds(500)),
        Wait(answer: throttled("x-acs-retry-after", "soon"), wait: .milliseconds(500)),
        Wait(answer: .error("ServerError", status: 500), wait: .milliseconds(500)),
    ])
    func waitIsTheVendorsElseOurs(_ expected: Wait) async throws {
        let time = ManualTime(chance: 0)
        let vendor = ScriptedVendor(script: [expected.answer, Self.good])
        _ = try await RiskCheckSource(name: "s", client: .testing(vendor, time: time)).poll(knowing: [:])
        #expect(time.sleeps.filter { $0 > .microseconds(1) } == [expected.wait])
    }

    @Test(arguments: [(UInt64.min, 500, 1000), (UInt64.max, 1000, 2000)])
    func waitsDoubleWithJitter(chance: UInt64, first: Int64, second: Int64) async throws {
        let time = ManualTime(chance: chance)
        let vendor = ScriptedVendor(script: [.failure(.timeout(connecting: true))])
        let client = APIClient.testing(vendor, time: time)
        _ = try? await RiskCheckSource(name: "s", client: client).poll(knowing: [:])
        let slept = time.sleeps.filter { $0 > .microseconds(1) }.map { ($0 + .microseconds(1)).milliseconds }
        #expect(slept == [first, second])
    }

    @Test func throttlingHoldsBackTheOtherCallsOfThatAPI() async throws {
        let time = ManualTime(chance: 0)
        let limiter = RateLimiter(perSecond: 1000)
        let vendor = ScriptedVendor(script: [Self.throttled("x-acs-retry-after", "5000"), Self.good])
        let clients = [1, 3].map { tries in
            APIClient(
                account: "prod", endpoints: Endpoints(region: "cn-hangzhou"), credentials: Keys.permanent, http: vendor,
                limiter: limiter, retry: PollRetry(tries: tries), surroundings: time.surroundings)
        }
        for client in clients {
            _ = try? await client.answer(to: APICall(.describeAclCheck)) { bytes throws(AnswerError) in bytes }
        }
        #expect(time.sleeps == [.seconds(5)])
    }

    @Test(arguments: [
        (ScriptedVendor.Answer.error("Throttling.User", status: 400), 200),
        (.error("Throttling.Api", status: 503), 200), (.json("<html>", status: 429), 200),
        (.error("ServerError", status: 500), 100),
    ])
    func throttlingSlowsDownWhatFollows(refusal: ScriptedVendor.Answer, interval: Int) async throws {
        let time = ManualTime(chance: 0)
        let vendor = ScriptedVendor(script: [Self.good, refusal, Self.good])
        let client = APIClient.testing(vendor, time: time, perSecond: 10)
        for _ in 0..<5 {
            _ = try await client.answer(to: APICall(.describeAclCheck)) { bytes throws(AnswerError) in bytes }
        }
        let last = try #require(time.sleeps.last)
        #expect(abs(last / .milliseconds(interval) - 1) < 0.05)
    }

    @Test func aPauseIsForOneAPIAndMakesItsTurnsVoid() async {
        let limiter = RateLimiter(perSecond: 10)
        let turns = [
            await limiter.reserve(.describeAclCheck, at: .zero), await limiter.reserve(.describeAclCheck, at: .zero),
            await limiter.reserve(.describeAclChecks, at: .zero),
        ]
        #expect(turns == [.zero, .milliseconds(100), .zero])
        await limiter.hold(.describeAclCheck, until: .seconds(5))
        #expect(await limiter.isVoid(turns[1], for: .describeAclCheck))
        #expect(await !limiter.isVoid(turns[2], for: .describeAclChecks))
        #expect(await limiter.reserve(.describeAclCheck, at: .milliseconds(100)) == .seconds(5))
    }

    /// Time that stands still, as a clock that is coarse does, must not keep anybody waiting for ever.
    @Test func aPauseEndsWhereTimeDoesNotPass() async throws {
        let still = Surroundings(
            now: { Timestamp(seconds: 0) }, uptime: { .zero }, sleep: { _ in }, random: { 0 })
        let vendor = ScriptedVendor(script: [Self.throttled("x-acs-retry-after", "5000"), Self.good])
        let client = APIClient(
            account: "prod", endpoints: Endpoints(region: "cn-hangzhou"), credentials: Keys.permanent, http: vendor,
            limiter: RateLimiter(), surroundings: still)
        _ = try await client.answer(to: APICall(.describeAclCheck)) { bytes throws(AnswerError) in bytes }
        #expect(vendor.questions.count == 2)
    }

    @Test func signatureNonceUsedIsSignedAnewAtOnce() async throws {
        let time = ManualTime(chance: 0)
        let vendor = ScriptedVendor(script: [.error("SignatureNonceUsed", status: 400), Self.good])
        let poll = try await RiskCheckSource(name: "s", client: .testing(vendor, time: time)).poll(knowing: [:])
        #expect(poll.failures.isEmpty)
        #expect(vendor.questions.count == 2)
        #expect(time.sleeps.allSatisfy { $0 < .microseconds(1) })
    }

    @Test func refusedCredentialsAreFetchedAnewOnce() async throws {
        let provider = RotatingCredentials()
        let vendor = ScriptedVendor { question in
            question.header("x-acs-security-token") == "token-1"
                ? Self.good : .error("InvalidSecurityToken.Expired", status: 400)
        }
        let client = APIClient.testing(vendor, credentials: provider)
        let poll = try await RiskCheckSource(name: "s", client: client).poll(knowing: [:])
        #expect(poll.failures.isEmpty)
        #expect(vendor.questions.count == 2)
    }

    @Test func missingCredentialsAskNobody() async throws {
        let vendor = ScriptedVendor(script: [Self.good])
        let client = APIClient.testing(vendor, credentials: CredentialsChain([EnvironmentCredentials([:])]))
        let error = await #expect(throws: SourceError.self) {
            try await RiskCheckSource(name: "s", client: client).poll(knowing: [:])
        }
        #expect(error?.reason == .credentials)
        #expect(error?.message.contains("ALIBABA_CLOUD_ACCESS_KEY_ID") == true)
        #expect(vendor.questions.isEmpty)
    }

    @Test func callsOfOneAPIKeepTheAccountsRate() async throws {
        let time = ManualTime()
        let vendor = ScriptedVendor(script: [.json("{}")])
        let client = APIClient.testing(vendor, time: time, perSecond: 10)
        for action in [Action.describeAclCheck, .describeAclChecks, .describeAclCheck, .describeAclCheck] {
            _ = try await client.answer(to: APICall(action)) { bytes throws(AnswerError) in bytes }
        }
        #expect(time.sleeps == [.milliseconds(100), .milliseconds(100)])
    }

    @Test func answerIsCapped() async throws {
        let vendor = ScriptedVendor(script: [Self.good])
        _ = try await RiskCheckSource(name: "s", client: .testing(vendor)).poll(knowing: [:])
        #expect(vendor.questions.first?.request.options.maxBodyBytes == 32 << 20)
    }
}

/// Gives another token after each refusal.
private final class RotatingCredentials: CredentialsProvider {
    let name = "rotating"
    private let refusals = Mutex(0)

    func credentials() async throws -> Credentials {
        Credentials(
            accessKeyID: Keys.id, accessKeySecret: Keys.secret, securityToken: "token-\(refusals.withLock { $0 })")
    }

    func discard(_ credentials: Credentials) async { refusals.withLock { $0 += 1 } }
}
