import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct CloudSSOSessionTests {
    private func world(expire: Int = 1_763_800_000, url: String = "https://signin.test/device/login") -> ScriptedWorld {
        let profile =
            #"{"name":"a","mode":"CloudSSO","cloud_sso_sign_in_url":"\#(url)","cloud_sso_account_id":"12","#
            + #""cloud_sso_access_config":"ac-1","access_token":"hush-hush","cloud_sso_access_token_expire":\#(expire)}"#
        let fields = ScriptedVendor.Answer.fields("STS.sso", Timestamp(seconds: 1_763_716_000))
        return ScriptedWorld(
            files: ["/home/me/.aliyun/config.json": #"{"current":"a","profiles":[\#(profile)]}"#],
            vendor: ScriptedVendor(script: [.json(#"{"CloudCredential":\#(fields),"RequestId":"R"}"#)]))
    }

    @Test func tokenIsExchanged() async throws {
        let world = world()
        #expect(try await world.provider(of: .profile(nil)).credentials().accessKeyID == "STS.sso")
        let question = try #require(world.vendor.questions.first)
        #expect(question.request.url == "https://signin.test/cloud-credentials")
        #expect(question.header("authorization") == "Bearer hush-hush")
        #expect(question.body == #"{"AccountId":"12","AccessConfigurationId":"ac-1"}"#)
    }

    @Test func endedSignInAsksNobody() async throws {
        let world = world(expire: 1_763_712_000)
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: .profile(nil)).credentials()
        }
        #expect(error.description.contains("sign in again with aliyun configure"))
        #expect(world.vendor.questions.isEmpty)
    }

    @Test func tokenDoesNotGoOutInTheClear() async throws {
        let world = world(url: "http://signin.test")
        await #expect(throws: CredentialsError.self) { try await world.provider(of: .profile(nil)).credentials() }
        #expect(world.vendor.questions.isEmpty)
    }
}
