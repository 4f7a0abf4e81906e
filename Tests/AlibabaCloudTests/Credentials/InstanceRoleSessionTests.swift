import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct InstanceRoleSessionTests {
    private let end = Timestamp(seconds: 1_763_712_550) + .seconds(3600)
    private static let roles = "/latest/meta-data/ram/security-credentials/"

    /// The metadata of an instance with the role `FakeEcsRole`.
    private func metadata(
        token: ScriptedVendor.Answer = .json("FAKE-METADATA-TOKEN"), wantsToken: Bool = false
    ) -> ScriptedVendor {
        ScriptedVendor { [end] question in
            let url = question.request.url
            if url.hasSuffix("/latest/api/token") { return token }
            if wantsToken, question.header("x-aliyun-ecs-metadata-token") == nil { return .json("no", status: 403) }
            if url.hasSuffix(Self.roles) { return .json("FakeEcsRole\n") }
            return .instanceSession("STS.ecs", until: end)
        }
    }

    @Test func asksAsTheSDKDoes() async throws {
        let world = ScriptedWorld(vendor: metadata())
        #expect(try await world.provider(of: .instanceRole(nil)).credentials().accessKeyID == "STS.ecs")
        let golden = Capture.all.filter { $0.name.hasPrefix("ecs-metadata") }
        let questions = world.vendor.questions
        #expect(questions.count == 4)
        for (question, golden) in zip(questions, golden) {
            #expect(question.request.method.rawValue == golden.method)
            #expect(question.request.url == "http://\(golden.host)\(golden.path)")
            let own = ["accept-encoding", "user-agent", "host", "content-length"]
            let expected = golden.headers.filter { !own.contains($0.name.lowercased()) }
            #expect(question.request.headers.map(\.name) == expected.map(\.name))
            #expect(question.request.headers.map(\.value) == expected.map(\.value))
        }
    }

    @Test func neverGoesThroughAProxy() async throws {
        let world = ScriptedWorld(vendor: metadata())
        _ = try await world.provider(of: .instanceRole(nil)).credentials()
        #expect(world.vendor.questions.allSatisfy { $0.request.options.ignoresEnvironmentProxy })
    }

    @Test(arguments: [("Given", [String: String]()), (nil, ["ALIBABA_CLOUD_ECS_METADATA": "Given"])])
    func roleThatIsKnownIsNotAskedFor(role: String?, environment: [String: String]) async throws {
        let world = ScriptedWorld(environment: environment, vendor: metadata())
        _ = try await world.provider(of: .instanceRole(role)).credentials()
        #expect(world.vendor.questions.count == 2)
        #expect(world.vendor.questions[1].request.url.hasSuffix("\(Self.roles)Given"))
    }

    @Test func originNamesTheRole() async throws {
        let world = ScriptedWorld(vendor: metadata())
        let origin = try await world.provider(of: .instanceRole(nil)).resolved().origin
        #expect(origin.provider == "ECS instance role FakeEcsRole")
        #expect(origin.expiry == end)
    }

    @Test func withoutTokensItIsAskedTheOldWay() async throws {
        let world = ScriptedWorld(vendor: metadata(token: .json("", status: 404)))
        #expect(try await world.provider(of: .instanceRole(nil)).credentials().accessKeyID == "STS.ecs")
    }

    @Test func oldWayCanBeForbidden() async throws {
        let world = ScriptedWorld(
            environment: ["ALIBABA_CLOUD_IMDSV1_DISABLED": "true"], vendor: metadata(token: .json("", status: 404)))
        await #expect(throws: CredentialsError.self) { try await world.provider(of: .instanceRole(nil)).credentials() }
        #expect(world.vendor.questions.allSatisfy { $0.request.method == .put })
    }

    @Test func tokenIsSentWhereItIsDemanded() async throws {
        let world = ScriptedWorld(vendor: metadata(wantsToken: true))
        #expect(try await world.provider(of: .instanceRole(nil)).credentials().accessKeyID == "STS.ecs")
    }

    @Test func canBeSwitchedOff() async throws {
        let world = ScriptedWorld(environment: ["ALIBABA_CLOUD_ECS_METADATA_DISABLED": "True"], vendor: metadata())
        await #expect(throws: CredentialsError.missing("ALIBABA_CLOUD_ECS_METADATA_DISABLED is true")) {
            try await world.provider(of: .instanceRole(nil)).credentials()
        }
        #expect(world.vendor.questions.isEmpty)
    }

    @Test func instanceWithoutARoleIsSaidSo() async throws {
        let vendor = ScriptedVendor { question in
            question.request.method == .put ? .json("TOKEN-TOKEN") : .json("", status: 404)
        }
        await #expect(
            throws: CredentialsError.missing("the metadata at 100.100.100.200 knows of no role for this instance")
        ) { try await ScriptedWorld(vendor: vendor).provider(of: .instanceRole(nil)).credentials() }
    }

    @Test func whatIsNoSuccessIsAnError() async throws {
        let vendor = ScriptedVendor { [end] question in
            question.request.method == .put
                ? .json("TOKEN-TOKEN") : .instanceSession("STS.ecs", until: end, code: "Failed")
        }
        let error = try await #require(throws: CredentialsError.self) {
            try await ScriptedWorld(vendor: vendor).provider(of: .instanceRole("r")).credentials()
        }
        #expect(error.description.contains("its Code is not Success"))
        #expect(!error.description.contains(Keys.secret))
    }

    @Test func pageOfAProxyIsNoRole() async throws {
        let vendor = ScriptedVendor { question in
            question.request.method == .put ? .json("TOKEN-TOKEN") : .json("<html>sign in</html>")
        }
        let error = try await #require(throws: CredentialsError.self) {
            try await ScriptedWorld(vendor: vendor).provider(of: .instanceRole(nil)).credentials()
        }
        #expect(error.description.contains("the answer is no name"))
    }
}
