import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct CallerIdentityTests {
    @Test func itIsAskedOfTheRegionsSTS() async throws {
        let vendor = ScriptedVendor(script: [
            .json(#"{"AccountId":"1234","Arn":"acs:ram::1234:user/checkbridge","IdentityType":"RAMUser"}"#)
        ])
        let identity = try await APIClient.testing(vendor).callerIdentity()
        #expect(identity == CallerIdentity(accountID: "1234", arn: "acs:ram::1234:user/checkbridge"))
        #expect(vendor.questions.map(\.action) == ["GetCallerIdentity"])
        #expect(vendor.questions.first?.header("x-acs-version") == "2015-04-01")
        #expect(vendor.questions.first?.request.url == "https://sts.cn-hangzhou.aliyuncs.com/")
    }

    @Test func anAnswerWithoutAnAccountIsNone() async {
        let client = APIClient.testing(ScriptedVendor(script: [.json("{}")]), retry: PollRetry(tries: 1))
        await #expect(throws: SourceError.self) { try await client.callerIdentity() }
    }

    @Test(arguments: [("acs:ram::1:root", true), ("acs:ram::1:user/root", false), ("", false)])
    func onlyTheAccountsOwnKeyIsRoot(arn: String, isRoot: Bool) {
        #expect(CallerIdentity(accountID: "1", arn: arn).isRoot == isRoot)
    }

    @Test func theClientTellsWhereItsCredentialsComeFromWithoutThem() async throws {
        let origin = try await APIClient.testing(ScriptedVendor(script: [])).credentialsOrigin()
        #expect(origin.provider == "static")
        #expect(!"\(origin)".contains(Keys.secret) && !"\(origin)".contains(Keys.id))
    }
}
