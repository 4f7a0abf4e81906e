import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct OAuthSessionTests {
    private static let path = "/home/me/.aliyun/config.json"
    private static let now: Int64 = 1_763_712_550

    private static let exchanged =
        #"{"accessKeyId":"STS.oauth","accessKeySecret":"\#(Keys.secret)","securityToken":"\#(Keys.token)","#
        + #""expiration":"2025-11-21T09:09:10Z","requestId":"R"}"#

    private let vendor = ScriptedVendor { question in
        question.request.url.hasSuffix("/v1/token")
            ? .json(
                #"{"access_token":"access-2","refresh_token":"refresh-2","expires_in":10800,"token_type":"Bearer"}"#)
            : .json(exchanged)
    }

    private func world(expire: Int64, also: String = "", vendor: ScriptedVendor? = nil) -> ScriptedWorld {
        let profile =
            #"{"name":"a","mode":"OAuth","language":"zh","oauth_site_type":"CN","oauth_access_token":"access-1","#
            + #""oauth_access_token_expire":\#(expire),"oauth_refresh_token":"refresh-1"\#(also)}"#
        return ScriptedWorld(
            files: [Self.path: #"{"current":"a","profiles":[{"name":"z"},\#(profile)],"meta_path":""}"#],
            vendor: vendor ?? self.vendor)
    }

    @Test func tokenIsExchanged() async throws {
        let world = world(expire: Self.now + 5000)
        #expect(try await world.provider(of: .profile(nil)).credentials().accessKeyID == "STS.oauth")
        let question = try #require(world.vendor.questions.first)
        #expect(world.vendor.questions.count == 1)
        #expect(question.request.url == "https://oauth.aliyun.com/v1/exchange")
        #expect(question.header("authorization") == "Bearer access-1")
    }

    @Test func tokenAboutToEndIsRenewedAndWrittenDown() async throws {
        let world = world(expire: Self.now + 1200)
        _ = try await world.provider(of: .profile(nil)).credentials()
        let first = try #require(world.vendor.questions.first)
        #expect(first.parameters["grant_type"] == "refresh_token")
        #expect(first.parameters["refresh_token"] == "refresh-1")
        #expect(first.parameters["client_id"] == "4038181954557748008")
        #expect(world.vendor.questions.last?.header("authorization") == "Bearer access-2")
        let json = try JSONValue(parsing: try #require(world[file: Self.path]))
        let written = try #require(json["profiles"]?.array?.last)
        #expect(written["oauth_refresh_token"]?.string == "refresh-2")
        #expect(written["oauth_access_token_expire"]?.integer == Self.now + 10800)
        #expect(written["access_key_id"]?.string == "STS.oauth")
        #expect(written["language"]?.string == "zh")
        #expect(json["profiles"]?.array?.count == 2)
        #expect(json["meta_path"] != nil)
    }

    @Test func whatTheFileHoldsIsUsedFirst() async throws {
        let cached =
            #","access_key_id":"STS.file","access_key_secret":"s","sts_token":"t","sts_expiration":\#(Self.now + 3600)"#
        let world = world(expire: Self.now + 5000, also: cached)
        let provider = world.provider(of: .profile(nil))
        #expect(try await provider.credentials().accessKeyID == "STS.file")
        #expect(world.vendor.questions.isEmpty)
        try await world.time.surroundings.sleep(.seconds(2800))
        #expect(try await provider.credentials().accessKeyID == "STS.oauth")
    }

    @Test func errorsTellNoToken() async throws {
        let vendor = ScriptedVendor(script: [.error("invalid_grant", status: 400, message: "refresh-1 is spent")])
        let world = world(expire: 0, vendor: vendor)
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: .profile(nil)).credentials()
        }
        #expect(error.description.contains("sign in again with aliyun configure"))
        #expect(!error.description.contains("refresh-1"))
        #expect(vendor.questions.count == 1)
    }
}
