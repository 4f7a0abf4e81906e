import AlibabaCloud
import BridgeCore
import Synchronization
import Testing

@Suite struct CredentialsTests {
    @Test func environmentIsReadFromTheValuesGiven() async throws {
        let provider = EnvironmentCredentials([
            "ALIBABA_CLOUD_ACCESS_KEY_ID": "id ", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret",
            "ALIBABA_CLOUD_SECURITY_TOKEN": "token",
        ])
        let expected = Credentials(accessKeyID: "id", accessKeySecret: "secret", securityToken: "token")
        #expect(try await provider.credentials() == expected)
    }

    @Test(arguments: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"])
    func environmentNamesWhatIsMissing(variable: String) async throws {
        var environment = ["ALIBABA_CLOUD_ACCESS_KEY_ID": "id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret"]
        environment[variable] = ""
        let provider = EnvironmentCredentials(environment)
        await #expect(throws: CredentialsError.missing("\(variable) is not set")) { try await provider.credentials() }
    }

    @Test func secretInAFileIsReadAtEachUse() async throws {
        let contents = Mutex("first\n")
        let provider = StaticCredentials(
            accessKeyID: .literal("id"), accessKeySecret: .file("/s"),
            file: { _, _ in contents.withLock { Array($0.utf8) } })
        #expect(try await provider.credentials().accessKeySecret == "first")
        contents.withLock { $0 = "second" }
        #expect(try await provider.credentials().accessKeySecret == "second")
    }

    @Test func missingFileIsNamed() async {
        let provider = StaticCredentials(
            accessKeyID: .literal("id"), accessKeySecret: .file("/nowhere/secret"), file: { _, _ in throw Missing() })
        await #expect(throws: CredentialsError.unusable("cannot read the secret in /nowhere/secret: no such file")) {
            try await provider.credentials()
        }
    }

    @Test func emptyKeyIsMissing() async {
        let provider = StaticCredentials(
            accessKeyID: .literal(" "), accessKeySecret: .literal("secret"), file: { _, _ in [] })
        await #expect(throws: CredentialsError.missing("access_key_id is empty")) { try await provider.credentials() }
    }

    private struct Missing: Error, CustomStringConvertible {
        var description: String { "no such file" }
    }

    @Test func nothingSecretIsPrinted() async throws {
        var printed = "\(Keys.temporary)"
        dump(Keys.temporary, to: &printed)
        let world = ScriptedWorld(environment: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET": "hush"])
        dump(world.surroundings, to: &printed)
        dump(world.provider(of: .environment), to: &printed)
        let role = RAMRole(arn: "acs:ram::1:role/a", externalID: .literal("hush"))
        dump(CredentialsPlan.role(role, source: .uri(.literal("http://h/hush"))), to: &printed)
        #expect(!printed.contains("hush") && !printed.contains(Keys.secret) && !printed.contains(Keys.token))
    }
}
