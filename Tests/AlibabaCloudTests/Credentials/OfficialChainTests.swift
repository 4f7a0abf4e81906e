import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct OfficialChainTests {
    private let end = Timestamp(seconds: 1_763_712_550) + .seconds(3600)
    private static let keys = ["ALIBABA_CLOUD_ACCESS_KEY_ID": "env-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"]
    private static let oidc = [
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "/token", "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/a",
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/p",
    ]
    private static let uri = ["ALIBABA_CLOUD_CREDENTIALS_URI": "http://creds.test/x"]
    private static let config =
        #"{"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"cli-id","access_key_secret":"s"}]}"#
    private static let ini = "[default]\ntype=access_key\naccess_key_id=ini-id\naccess_key_secret=s"

    /// Everything is there, so that what is taken away shows who comes next.
    private func world(without: Set<String> = [], _ switches: [String: String] = [:]) -> ScriptedWorld {
        var environment = switches
        if !without.contains("env") { environment.merge(Self.keys) { $1 } }
        if !without.contains("oidc") { environment.merge(Self.oidc) { $1 } }
        if !without.contains("uri") { environment.merge(Self.uri) { $1 } }
        var files = ["/token": "eyJ"]
        if !without.contains("cli") { files["/home/me/.aliyun/config.json"] = Self.config }
        if !without.contains("ini") { files["/home/me/.alibabacloud/credentials"] = Self.ini }
        let vendor = ScriptedVendor { [end] question in
            let url = question.request.url
            if url.contains("100.100.100.200") {
                if without.contains("ecs") { return .failure(.timeout(connecting: true)) }
                return url.contains("api/token") ? .json("TOKEN-TOKEN") : .instanceSession("ecs-id", until: end)
            }
            return url.contains("creds.test") ? .instanceSession("uri-id", until: end) : .session("oidc-id", until: end)
        }
        return ScriptedWorld(
            environment: environment.merging(["ALIBABA_CLOUD_ECS_METADATA": "r"]) { $1 }, files: files, vendor: vendor)
    }

    @Test(
        arguments: [
            ([], "env-id"), (["env"], "oidc-id"), (["env", "oidc"], "cli-id"), (["env", "oidc", "cli"], "ini-id"),
            (["env", "oidc", "cli", "ini"], "ecs-id"), (["env", "oidc", "cli", "ini", "ecs"], "uri-id"),
        ] as [(Set<String>, String)]) func orderIsTheVendors(without: Set<String>, id: String) async throws
    {
        #expect(try await world(without: without).provider(of: .officialChain).credentials().accessKeyID == id)
    }

    @Test func switchesAreTheVendors() async throws {
        let world = world(
            without: ["env", "oidc", "ini"],
            ["ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true", "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"])
        #expect(try await world.provider(of: .officialChain).credentials().accessKeyID == "uri-id")
    }

    @Test func originTellsWhyTheOthersHadNone() async throws {
        let origin = try await world(without: ["env", "oidc", "cli", "ini"]).provider(of: .officialChain)
            .resolved().origin
        #expect(origin.provider == "ECS instance role r")
        #expect(
            origin.tried.map(\.provider) == [
                "environment", "OIDC", "profile of /home/me/.aliyun/config.json",
                "profile of /home/me/.alibabacloud/credentials.ini",
            ])
        #expect(
            origin.tried.map(\.reason) == [
                "ALIBABA_CLOUD_ACCESS_KEY_ID is not set", "ALIBABA_CLOUD_OIDC_TOKEN_FILE is not set",
                "the file cannot be read", "the file cannot be read, nor /home/me/.alibabacloud/credentials",
            ])
    }

    @Test func halfOfOIDCNamesWhatIsMissing() async throws {
        let world = ScriptedWorld(environment: ["ALIBABA_CLOUD_OIDC_TOKEN_FILE": "/token"])
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: .officialChain).credentials()
        }
        let missing = "ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN is not set"
        #expect(error.description.contains("OIDC (\(missing))"))
    }

    @Test func nothingAnywhereNamesAllThatWasTried() async throws {
        let error = try await #require(throws: CredentialsError.self) {
            try await world(without: ["env", "oidc", "cli", "ini", "ecs", "uri"]).provider(of: .officialChain)
                .credentials()
        }
        guard case .exhausted(let attempts) = error else { return #expect(Bool(false), "\(error)") }
        #expect(attempts.count == 6)
    }

    @Test func profileOfTheOlderFileIsFoundByName() async throws {
        let world = world(without: ["env", "oidc", "uri"])
        #expect(try await world.provider(of: .profile("default")).credentials().accessKeyID == "ini-id")
    }
}
