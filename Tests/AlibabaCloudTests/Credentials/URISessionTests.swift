import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct URISessionTests {
    private let end = Timestamp(seconds: 1_763_712_550) + .seconds(3600)

    @Test func asksAsTheSDKDoes() async throws {
        let golden = try #require(Capture.all.first { $0.name == "credentials-uri" })
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [.instanceSession("STS.uri", until: end)]))
        let plan = CredentialsPlan.uri(.literal("http://creds.example.test/creds/path?x=1"))
        let resolved = try await world.provider(of: plan).resolved()
        #expect(resolved.credentials.accessKeyID == "STS.uri")
        let question = try #require(world.vendor.questions.first)
        #expect(question.request.method.rawValue == golden.method)
        #expect(question.request.url == "http://\(golden.host)\(golden.path)?x=1")
        #expect(question.request.headers.isEmpty)
        #expect(!"\(resolved.origin)".contains("creds/path"))
    }

    @Test func codeIsOptional() async throws {
        let body = ScriptedVendor.Answer.fields("STS.uri", end)
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [.json(body)]))
        #expect(try await world.provider(of: .uri(.literal("http://h/p"))).credentials().accessKeyID == "STS.uri")
    }

    @Test(arguments: [
        ScriptedVendor.Answer.json(#"{"Code":"Denied","Message":"no /very/hidden?token=hush-hush"}"#),
        .error("Forbidden", status: 403, message: "no /very/hidden?token=hush-hush nor hush-hush"),
        .json("not json"), .json("{}"), .failure(.connect()), .json("oops hidden", status: 500),
    ]) func errorsShowTheHostOnly(answer: ScriptedVendor.Answer) async throws {
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [answer]))
        let plan = CredentialsPlan.uri(.literal("https://host.test/very/hidden?token=hush-hush"))
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: plan).credentials()
        }
        #expect(error.description.contains("host.test"))
        for secret in ["very", "hidden", "hush-hush"] { #expect(!error.description.contains(secret)) }
    }
}
