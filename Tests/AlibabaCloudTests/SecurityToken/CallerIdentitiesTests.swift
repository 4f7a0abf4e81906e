import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct CallerIdentitiesTests {
    private static let answer = ScriptedVendor.Answer.json(
        #"{"RequestId":"R","IdentityType":"AssumedRoleUser","AccountId":"1234567890","PrincipalId":"3:s","Arn":"acs:ram::1234567890:assumed-role/a/s","UserId":"3"}"#
    )

    private func identities(_ vendor: ScriptedVendor, _ time: ManualTime, _ provider: any CredentialsProvider)
        -> CallerIdentities
    {
        CallerIdentities(
            .testing(vendor, time: time, credentials: provider), surroundings: time.surroundings)
    }

    @Test func identityIsReadInFull() async throws {
        let vendor = ScriptedVendor(script: [Self.answer])
        let identity = try await APIClient.testing(vendor).callerIdentity()
        #expect(
            identity
                == CallerIdentity(
                    accountID: "1234567890", arn: "acs:ram::1234567890:assumed-role/a/s", type: "AssumedRoleUser"))
        let question = try #require(vendor.questions.first)
        #expect(question.request.url == "https://sts.cn-hangzhou.aliyuncs.com/")
        #expect(question.action == "GetCallerIdentity")
        #expect(question.header("x-acs-version") == "2015-04-01")
    }

    @Test func eachKeyIsAskedForOnce() async throws {
        let vendor = ScriptedVendor(script: [Self.answer])
        let provider = ScriptedProvider(
            "s", Array(repeating: .success(Keys.one), count: 6) + [.success(Keys.two)])
        let identities = identities(vendor, ManualTime(), provider)
        for _ in 0..<8 { #expect(try await identities.current()?.accountID == "1234567890") }
        #expect(vendor.questions.count == 2)
    }

    @Test func failureIsNoErrorAndIsNotRepeatedAtOnce() async throws {
        let time = ManualTime(chance: .max)
        let vendor = ScriptedVendor(script: [.error("InternalError", status: 500), Self.answer])
        let identities = identities(vendor, time, Keys.permanent)
        for _ in 0..<3 { #expect(try await identities.current() == nil) }
        #expect(vendor.questions.count == 1)
        try await time.surroundings.sleep(.seconds(5))
        #expect(try await identities.current()?.accountID == "1234567890")
    }

    @Test func withoutCredentialsNobodyIsAsked() async throws {
        let vendor = ScriptedVendor(script: [Self.answer])
        let provider = ScriptedProvider("s", [.failure(.missing("any"))])
        #expect(try await identities(vendor, ManualTime(), provider).current() == nil)
        #expect(vendor.questions.isEmpty)
    }

    @Test func concurrentPollsAskOnce() async throws {
        let vendor = ScriptedVendor(script: [Self.answer])
        let identities = identities(vendor, ManualTime(), Keys.permanent)
        try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<20 { group.addTask { try await identities.current()?.accountID } }
            for try await account in group { #expect(account == "1234567890") }
        }
        #expect(vendor.questions.count == 1)
    }
}
