import AlibabaCloud
import Foundation
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
        let file = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let provider = StaticCredentials(accessKeyID: .literal("id"), accessKeySecret: .file(file.path()))
        try "first\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(try await provider.credentials().accessKeySecret == "first")
        try "second".write(to: file, atomically: true, encoding: .utf8)
        #expect(try await provider.credentials().accessKeySecret == "second")
    }

    @Test func missingFileIsNamed() {
        #expect(throws: CredentialsError.unusable("/nowhere/secret cannot be read")) {
            try SecretSource.file("/nowhere/secret").read()
        }
    }

    @Test func chainKeepsToTheFirstThatHasAny() async throws {
        let chain = CredentialsChain([EnvironmentCredentials([:]), Keys.permanent, Keys.temporary])
        #expect(try await chain.credentials() == Keys.permanent.credentials())
    }

    @Test func chainSaysWhatWasTried() async throws {
        let chain = CredentialsChain([EnvironmentCredentials([:])])
        await #expect(
            throws: CredentialsError.exhausted([
                .init(provider: "environment", reason: "no credentials: ALIBABA_CLOUD_ACCESS_KEY_ID is not set")
            ])
        ) { try await chain.credentials() }
    }

    @Test func nothingSecretIsPrinted() async throws {
        var printed = "\(SecretSource.literal("hush")) \(Keys.temporary)"
        dump(SecretSource.literal("hush"), to: &printed)
        dump(Keys.temporary, to: &printed)
        dump(EnvironmentCredentials(["ALIBABA_CLOUD_ACCESS_KEY_SECRET": "hush"]), to: &printed)
        #expect(!printed.contains("hush") && !printed.contains(Keys.secret) && !printed.contains(Keys.token))
    }
}
