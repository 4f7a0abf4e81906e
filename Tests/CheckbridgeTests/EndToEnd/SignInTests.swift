import BridgeCore
import Foundation
import TestSupport
import Testing

/// Signing in as a user does it, against the simulated account.
@Suite(.timeLimit(.minutes(1)))
struct SignInTests {
    private let sinks = "[{name: out, type: stdout}]"
    private let route = "{sinks: [out]}"

    private func account(_ config: String) async throws -> Set<String?> {
        let shown = try await Program().run(["cursor", "show", "--json", "--config", config])
        let sources = try JSONValue(parsing: shown.output)["sources"]?.array ?? []
        return Set(sources.map { $0["account_id"]?.string })
    }

    /// An STS whose sessions are the simulated account's key, and which says that they are `account`'s.
    private func securityTokenService(account: String) throws -> ScriptedServer {
        try ScriptedServer { request in
            let body =
                request.head.contains("GetCallerIdentity")
                ? #"{"AccountId":"\#(account)"}"#
                : #"{"Credentials":{"AccessKeyId":"LTAI5tSimulatedKey000001","AccessKeySecret":"simulated-access-key-secret-01","#
                    + #""SecurityToken":"a-token","Expiration":"2099-01-01T00:00:00Z"}}"#
            return [.answer(200, body: Array(body.utf8))]
        }
    }

    @Test func stateIsBoundToTheAccountThatAnswers() async throws {
        let world = try await SimulatedWorld()
        let config = try world.configuration(sinks: sinks, route: route)
        let outcome = try await Program().run(["run", "--once", "--config", config])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try await account(config) == ["1234567890123456"])
    }

    @Test func anotherAccountsCredentialsAreAnErrorAndNoChange() async throws {
        let world = try await SimulatedWorld()
        let config = try world.configuration(sinks: sinks, route: route)
        #expect(try await Program().run(["run", "--once", "--config", config]).status == 0)
        let sts = try securityTokenService(account: "42")
        defer { sts.stop() }
        let other = try world.configuration(sinks: sinks, route: route, sts: sts.url)
        try await world.post("/simulator/items/3", #"{"status":"failed"}"#)
        let outcome = try await Program().run(["run", "--once", "--config", other])
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("1234567890123456") && outcome.errors.contains("42"))
    }

    @Test func roleIsAssumedWithARoleOfATokensBearer() async throws {
        let world = try await SimulatedWorld()
        let sts = try securityTokenService(account: "1234567890123456")
        defer { sts.stop() }
        let token = try world.folder.write("eyJ-token\n", to: "token")
        let credentials = """
            {role_arn: "acs:ram::2:role/outer", source: {oidc: {role_arn: "acs:ram::1:role/inner", \
            provider_arn: "acs:ram::1:oidc-provider/ack", token_file: \(token)}}}
            """
        let config = try world.configuration(sinks: sinks, route: route, credentials: credentials, sts: sts.url)
        let outcome = try await Program().run(["run", "--once", "--config", config])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let asked = sts.requests.filter { !$0.head.contains("GetCallerIdentity") }
        #expect(asked.count == 2)
        #expect(asked.first?.target.contains("Action=AssumeRoleWithOIDC") == true)
        #expect(asked.first.map { String(decoding: $0.body, as: UTF8.self).contains("OIDCToken=eyJ-token") } == true)
        #expect(asked.last?.target.contains("SecurityToken=a-token") == true)
        #expect(!outcome.errors.contains("eyJ-token") && !outcome.errors.contains("a-token"))
    }

    @Test func profileOfTheCommandLineIsFoundInTheHomeFolder() async throws {
        let world = try await SimulatedWorld()
        let home = world.folder.url.appending(path: "home/.aliyun")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let tool =
            #"{"mode":"AK","access_key_id":"LTAI5tSimulatedKey000001","access_key_secret":"simulated-access-key-secret-01"}"#
        let answer = try world.folder.write(tool, to: "answer.json")
        let profile =
            #"{"current":"x","profiles":[{"name":"x","mode":"External","process_command":"cat '\#(answer)'"}]}"#
        try profile.write(to: home.appending(path: "config.json"), atomically: true, encoding: .utf8)
        let config = try world.configuration(sinks: sinks, route: route, credentials: "default")
        let outcome = try await Program().run(
            ["run", "--once", "--config", config],
            environment: ["HOME": world.folder.path("home"), "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func nothingToSignInWithIsToldWithAllThatWasTried() async throws {
        let world = try await SimulatedWorld()
        let config = try world.configuration(sinks: sinks, route: route, credentials: "default")
        let outcome = try await Program().run(
            ["run", "--once", "--config", config], environment: ["ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"])
        #expect(outcome.status == 1)
        for place in ["ALIBABA_CLOUD_ACCESS_KEY_ID", "/.aliyun/config.json", "ALIBABA_CLOUD_ECS_METADATA_DISABLED"] {
            #expect(outcome.errors.contains(place), "\(outcome.errors)")
        }
    }
}
