import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct OIDCSessionTests {
    private static let role = "acs:ram::123456789012:role/checkbridge"
    private static let identityProvider = "acs:ram::123456789012:oidc-provider/ack-rrsa-c1"
    private static let file = "/var/run/secrets/ack.alibabacloud.com/rrsa-tokens/token"
    private let plan = CredentialsPlan.oidc(RAMRole(arn: role), providerARN: identityProvider, tokenFile: file)
    private let end = Timestamp(seconds: 1_763_712_550) + .seconds(3600)

    private func world(_ answers: [ScriptedVendor.Answer]) -> ScriptedWorld {
        ScriptedWorld(files: [Self.file: "eyJfake.oidc.token\n"], vendor: ScriptedVendor(script: answers))
    }

    @Test func asksAsTheSDKDoes() async throws {
        let golden = try #require(Capture.all.first { $0.name == "sts-AssumeRoleWithOIDC" })
        let world = world([.session("STS.one", until: end)])
        #expect(try await world.provider(of: plan).credentials().accessKeyID == "STS.one")
        let question = try #require(world.vendor.questions.first)
        #expect(
            question.parameters.filter { $0.key != "Timestamp" } == golden.parameters.filter { $0.key != "Timestamp" })
    }

    @Test func tokenIsInNoAddress() async throws {
        let world = world([.session("STS.one", until: end)])
        _ = try await world.provider(of: plan).credentials()
        let question = try #require(world.vendor.questions.first)
        #expect(question.request.method == .post)
        #expect(!question.request.url.contains("eyJfake"))
    }

    @Test func tokenIsReadForEverySession() async throws {
        let vendor = ScriptedVendor { .session("STS.\($0.number)", until: Timestamp(seconds: 1_763_720_000)) }
        let world = ScriptedWorld(files: [Self.file: "first-token"], vendor: vendor)
        let provider = world.provider(of: plan)
        let first = try await provider.credentials()
        world[file: Self.file] = "second-token"
        try await world.time.surroundings.sleep(.seconds(60))
        await provider.discard(first)
        _ = try await provider.credentials()
        #expect(vendor.questions.map { $0.parameters["OIDCToken"] } == ["first-token", "second-token"])
    }

    @Test func missingFileIsNamed() async throws {
        let world = ScriptedWorld()
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: plan).credentials()
        }
        #expect(error.description.contains("cannot read the secret in \(Self.file): no such file"))
    }

    @Test func refusalTellsWhatToCheckAndNoToken() async throws {
        let world = world([
            .error("AuthenticationFail.OIDCToken.Expired", status: 400, message: "bad eyJfake.oidc.token")
        ])
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: plan).credentials()
        }
        #expect(error.description.contains("issuer and audience"))
        #expect(!error.description.contains("eyJfake"))
    }
}
