import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct CLIProfileFileTests {
    private static let path = "/home/me/.aliyun/config.json"
    private static let key = #""access_key_id":"\#(Keys.id)","access_key_secret":"\#(Keys.secret)""#
    private static let role = #""ram_role_arn":"acs:ram::1:role/a","ram_session_name":"mine""#
    private let end = Timestamp(seconds: 1_763_712_550) + .seconds(3600)

    private func world(
        _ profiles: String..., current: String = "a", environment: [String: String] = [:],
        vendor: ScriptedVendor? = nil, command: Result<String, CommandError> = .failure(.failed(status: 1))
    ) -> ScriptedWorld {
        ScriptedWorld(
            environment: environment,
            files: [Self.path: #"{"current":"\#(current)","profiles":[\#(profiles.joined(separator: ","))]}"#],
            command: command, vendor: vendor ?? ScriptedVendor(script: [.session("STS.one", until: end)]))
    }

    private func failure(of world: ScriptedWorld, _ name: String? = nil) async throws -> String {
        try await #require(throws: CredentialsError.self) {
            try await world.provider(of: .profile(name)).credentials()
        }.description
    }

    @Test func accessKey() async throws {
        let resolved = try await world(#"{"name":"a","mode":"AK",\#(Self.key)}"#).provider(of: .profile(nil)).resolved()
        #expect(resolved.credentials == Credentials(accessKeyID: Keys.id, accessKeySecret: Keys.secret))
        #expect(resolved.origin.provider == "profile a (AK) of \(Self.path)")
    }

    @Test func temporaryAccessKey() async throws {
        let world = world(#"{"name":"a","mode":"StsToken",\#(Self.key),"sts_token":"\#(Keys.token)"}"#)
        #expect(try await world.provider(of: .profile(nil)).credentials().securityToken == Keys.token)
    }

    @Test func role() async throws {
        let world = world(
            #"{"name":"a","mode":"RamRoleArn",\#(Self.key),\#(Self.role),"expired_seconds":900,"external_id":"ext-1","#
                + #""sts_region":"cn-beijing","enable_vpc":true,"policy":"{}"}"#)
        let resolved = try await world.provider(of: .profile("a")).resolved()
        #expect(resolved.credentials.accessKeyID == "STS.one")
        #expect(resolved.origin.provider == "profile a (RamRoleArn) of \(Self.path)")
        let question = try #require(world.vendor.questions.first)
        #expect(question.request.url.hasPrefix("https://sts-vpc.cn-beijing.aliyuncs.com/"))
        let parameters = question.parameters
        #expect(parameters["RoleSessionName"] == "mine")
        #expect(parameters["DurationSeconds"] == "900")
        #expect(parameters["ExternalId"] == "ext-1")
        #expect(parameters["Policy"] == "{}")
    }

    @Test func instanceRole() async throws {
        let vendor = ScriptedVendor { [end] question in
            question.request.method == .put ? .json("TOKEN-TOKEN") : .instanceSession("STS.ecs", until: end)
        }
        let world = world(#"{"name":"a","mode":"EcsRamRole","ram_role_name":"r"}"#, vendor: vendor)
        #expect(try await world.provider(of: .profile(nil)).credentials().accessKeyID == "STS.ecs")
        #expect(vendor.questions.last?.request.url.hasSuffix("/r") == true)
    }

    @Test(arguments: ["ram_session_name", "role_session_name"]) func oidc(sessionKey: String) async throws {
        let world = world(
            #"{"name":"a","mode":"OIDC","ram_role_arn":"acs:ram::1:role/a","oidc_provider_arn":"acs:ram::1:oidc-provider/p","#
                + #""oidc_token_file":"/token","\#(sessionKey)":"mine"}"#)
        world[file: "/token"] = "eyJ"
        _ = try await world.provider(of: .profile(nil)).credentials()
        #expect(world.vendor.questions.first?.parameters["RoleSessionName"] == "mine")
        #expect(world.vendor.questions.first?.parameters["OIDCToken"] == "eyJ")
    }

    @Test func chainOfRoles() async throws {
        let world = world(
            #"{"name":"a","mode":"ChainableRamRoleArn","source_profile":"b","ram_role_arn":"acs:ram::2:role/b"}"#,
            #"{"name":"b","mode":"RamRoleArn",\#(Self.key),\#(Self.role)}"#)
        _ = try await world.provider(of: .profile(nil)).credentials()
        let roles = world.vendor.questions.map { $0.parameters["RoleArn"] }
        #expect(roles == ["acs:ram::1:role/a", "acs:ram::2:role/b"])
    }

    @Test func circleOfRolesIsAnError() async throws {
        let world = world(#"{"name":"a","mode":"ChainableRamRoleArn","source_profile":"a",\#(Self.role)}"#)
        #expect(try await failure(of: world).contains("its source_profile leads too far, or in a circle"))
    }

    @Test func external() async throws {
        let world = world(
            #"{"name":"a","mode":"External","process_command":"tool x"}"#,
            command: .success(#"{"mode":"AK",\#(Self.key)}"#))
        #expect(try await world.provider(of: .profile(nil)).credentials().accessKeyID == Keys.id)
        #expect(world.commands.map(\.arguments) == [["tool", "x"]])
    }

    @Test(arguments: [
        (
            #"{"name":"a","mode":"AK","access_key_id":"x"}"#,
            "profile a (AK) of /home/me/.aliyun/config.json: it has no access_key_secret"
        ),
        (#"{"name":"a","mode":"RsaKeyPair"}"#, "which the vendor's SDKs sign in with"),
        (#"{"name":"a"}"#, "profile a (no mode)"), (#"{"name":"b","mode":"AK"}"#, "has no profile a"),
        (#"{"name":"a","mode":"ChainableRamRoleArn","source_profile":"z"}"#, "there is no profile z"),
        (#"{"name":"a","mode":"OAuth","oauth_site_type":"MARS"}"#, "neither CN nor INTL"),
    ]) func faultNamesProfileAndKey(profile: String, fault: String) async throws {
        #expect(try await failure(of: world(profile)).contains(fault))
    }

    @Test func brokenFileIsNamedButNotQuoted() async throws {
        let world = ScriptedWorld(files: [Self.path: #"{"access_key_secret": "hush-hush" "#])
        let failure = try await failure(of: world)
        #expect(failure.contains("\(Self.path) is not a file of profiles in JSON"))
        #expect(!failure.contains("hush-hush"))
    }

    @Test(
        arguments: [
            (nil, [:], "Current"), (nil, ["ALIBABA_CLOUD_PROFILE": "b"], "B"),
            ("c", ["ALIBABA_CLOUD_PROFILE": "b"], "C"),
        ] as [(String?, [String: String], String)])
    func profileIsTheNamedElseTheEnvironmentsElseTheCurrent(
        name: String?, environment: [String: String], id: String
    ) async throws {
        let profiles = [("a", "Current"), ("b", "B"), ("c", "C")].map {
            #"{"name":"\#($0.0)","mode":"AK","access_key_id":"\#($0.1)","access_key_secret":"s"}"#
        }
        let world = world(profiles[0], profiles[1], profiles[2], environment: environment)
        #expect(try await world.provider(of: .profile(name)).credentials().accessKeyID == id)
    }

    @Test func fileMayBeElsewhere() async throws {
        let world = ScriptedWorld(
            environment: ["ALIBABA_CLOUD_CONFIG_FILE": "/etc/aliyun.json"],
            files: ["/etc/aliyun.json": #"{"current":"a","profiles":[{"name":"a","mode":"AK",\#(Self.key)}]}"#])
        #expect(try await world.provider(of: .profile(nil)).credentials().accessKeyID == Keys.id)
    }

    @Test func changeOfTheFileCountsAtOnceAndAGapInItDoesNot() async throws {
        let world = world(#"{"name":"a","mode":"AK",\#(Self.key)}"#)
        let provider = world.provider(of: .profile(nil))
        _ = try await provider.credentials()
        world[file: Self.path] = "{"
        #expect(try await provider.credentials().accessKeyID == Keys.id)
        world[file: Self.path] =
            #"{"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"new","access_key_secret":"s"}]}"#
        #expect(try await provider.credentials().accessKeyID == "new")
    }
}
