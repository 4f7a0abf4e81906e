import AlibabaCloud
import BridgeCore
import Testing

@testable import checkbridge

@Suite struct AccountFindingsTests {
    private static let now = Timestamp(seconds: 1_763_712_550)

    private func findings(
        origin: Result<CredentialsOrigin, AccountFindings.Trouble> = .success(CredentialsOrigin(provider: "static")),
        identity: Result<CallerIdentity, SourceError>? = nil, skew: Duration? = nil
    ) -> AccountFindings {
        AccountFindings(region: "cn-hangzhou", origin: origin, endpoints: [], identity: identity, skew: skew)
    }

    private func check(_ name: Check.Name, of findings: AccountFindings) throws -> Check {
        try #require(findings.checks(at: Self.now).first { $0.name == name })
    }

    private static func refusal(_ reason: SourceError.Reason, _ code: String) -> SourceError {
        SourceError(reason: reason, code: code, message: "no", requestID: "R-1", operation: "o", advice: "Mend it.")
    }

    @Test(arguments: [
        (0, Check.Verdict.ok), (-2, .ok), (59, .ok), (-60, .warning), (899, .warning), (900, .failed),
        (-86_400, .failed),
    ])
    func theClockMustBeWithinAQuarterOfAnHour(seconds: Int, verdict: Check.Verdict) throws {
        let check = try check(.clock, of: findings(skew: .seconds(seconds)))
        #expect(check.verdict == verdict)
        if verdict != .ok {
            #expect(check.message == "\(abs(seconds)) s \(seconds < 0 ? "behind" : "ahead of") the vendor's")
        }
    }

    @Test func withoutAnAnswerNothingIsSaidOfTheClock() {
        #expect(findings().checks(at: Self.now).map(\.name) == [.credentials])
    }

    @Test func theOriginTellsWhatWasAskedBefore() throws {
        let origin = CredentialsOrigin(
            provider: "environment", detail: [.init("access key", "LTAI…0001")],
            tried: [.init(provider: "profile", reason: "no file")])
        let check = try check(.credentials, of: findings(origin: .success(origin)))
        #expect(check.verdict == .ok)
        #expect(check.message == "environment, access key LTAI…0001")
        #expect(check.notes == ["asked before: profile: no file"])
    }

    @Test(arguments: [(1, Check.Verdict.ok), (0, .failed), (-60, .failed)])
    func credentialsThatHaveEndedFail(seconds: Int, verdict: Check.Verdict) throws {
        let origin = CredentialsOrigin(provider: "static", expiry: Self.now + .seconds(seconds))
        #expect(try check(.credentials, of: findings(origin: .success(origin))).verdict == verdict)
    }

    @Test func noCredentialsTellWhatEachProviderSaid() throws {
        let trouble = AccountFindings.Trouble(
            message: "none", tried: [.init(provider: "environment", reason: "nothing set")])
        let check = try check(.credentials, of: findings(origin: .failure(trouble)))
        #expect(check.verdict == .failed)
        #expect(check.notes == ["environment: nothing set"])
    }

    @Test func theAccountsOwnKeyIsAWarning() throws {
        let user = CallerIdentity(accountID: "1", arn: "acs:ram::1:user/checkbridge")
        let root = CallerIdentity(accountID: "1", arn: "acs:ram::1:root")
        #expect(try check(.identity, of: findings(identity: .success(user))).verdict == .ok)
        #expect(try check(.identity, of: findings(identity: .success(root))).verdict == .warning)
    }

    @Test(arguments: [
        (refusal(.credentials, "SignatureDoesNotMatch"), Check.Verdict.failed, true),
        (refusal(.request, "InvalidTimeStamp.Expired"), .failed, true),
        (refusal(.unavailable, "resolve"), .warning, false),
        (refusal(.permission, "NoPermission"), .failed, false),
    ])
    func whoeverIsRefusedByTheVendorNeedNotAskFurther(error: SourceError, verdict: Check.Verdict, ends: Bool) throws {
        let findings = findings(identity: .failure(error))
        let check = try check(.identity, of: findings)
        #expect(check.verdict == verdict)
        #expect(check.message == "\(error.code): no (request R-1)")
        #expect((findings.obstacle != nil) == ends)
    }

    @Test(arguments: [
        ("cn-hangzhou", nil, Check.Verdict.ok, "the mainland's data centre"),
        ("eu-central-1", nil, .ok, "outside the mainland"),
        ("mars-north-1", nil, .warning, "does not have the region mars-north-1"),
        ("cn-hangzhou", "tds.example.com", .ok, "as the configuration says"),
        ("cn-hangzhou", "http://127.0.0.1:9700", .ok, "as the configuration says"),
        ("cn-hangzhou", "http://[::1]:9700", .ok, "as the configuration says"),
        ("cn-hangzhou", "http://tds.example.com", .warning, "as the configuration says"),
    ])
    func theEndpointIsToldWithTheReason(region: String, named: String?, verdict: Check.Verdict, reason: String) throws {
        let overrides = named.flatMap(Endpoint.init(parsing:)).map { [Product.securityCenter: $0] } ?? [:]
        let endpoints = Endpoints(region: region, overrides: overrides)
        var findings = findings()
        findings.region = region
        findings.endpoints = [
            .init(
                product: .securityCenter, endpoint: endpoints[.securityCenter],
                choice: endpoints.choice(of: .securityCenter))
        ]
        let check = try check(.endpoint, of: findings)
        #expect(check.verdict == verdict)
        #expect(check.message.contains(reason))
        #expect(check.facts.first == .text("product", "security_center"))
    }
}
