import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct RoleSessionTests {
    private let hour = Timestamp(seconds: 1_763_712_550) + .seconds(3600)
    private static let arn = "acs:ram::123456789012:role/checkbridge"

    private func plan(_ role: RAMRole = RAMRole(arn: arn)) -> CredentialsPlan {
        .role(role, source: .accessKey(id: .literal(Keys.id), secret: .literal(Keys.secret), securityToken: nil))
    }

    @Test func sessionIsWhatSTSAnswers() async throws {
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [.session("STS.one", until: hour)]))
        let resolved = try await world.provider(of: plan()).resolved()
        #expect(
            resolved.credentials
                == Credentials(
                    accessKeyID: "STS.one", accessKeySecret: Keys.secret, securityToken: Keys.token, expiry: hour))
        #expect(resolved.origin.provider == "role \(Self.arn)")
        #expect(resolved.origin.expiry == hour)
        #expect(
            resolved.origin.detail.map(\.name) == ["access key", "session", "STS", "assumed with"])
    }

    /// The parameters of the SDK's own request, which was a GET: all of them, and none besides.
    @Test(arguments: ["sts-AssumeRole", "sts-AssumeRole-regional-vpc-chained"])
    func asksAsTheSDKDoes(name: String) async throws {
        let golden = try #require(Capture.all.first { $0.name == name })
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [.session("STS.one", until: hour)]))
        let isChained = name.hasSuffix("chained")
        let role = RAMRole(
            arn: Self.arn, externalID: isChained ? nil : .literal("ext-1"),
            duration: .seconds(isChained ? 900 : 3600),
            location: SecurityTokenLocation(region: isChained ? "cn-hangzhou" : "", isInVPC: isChained))
        let id = isChained ? "STS.FakeTempKeyIdForTests0" : Keys.id
        let source = CredentialsPlan.accessKey(
            id: .literal(id), secret: .literal(Keys.secret), securityToken: isChained ? .literal(Keys.token) : nil)
        _ = try await world.provider(of: .role(role, source: source)).credentials()
        let question = try #require(world.vendor.questions.first)
        let own = ["Signature", "SignatureNonce", "Timestamp"]
        #expect(
            question.parameters.filter { !own.contains($0.key) } == golden.parameters.filter { !own.contains($0.key) })
        #expect(Set(question.parameters.keys) == Set(golden.parameters.keys))
        #expect(question.request.url.hasPrefix("https://\(golden.host)/?"))
    }

    @Test func signatureCoversQueryAndForm() async throws {
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [.session("STS.one", until: hour)]))
        _ = try await world.provider(of: plan(RAMRole(arn: Self.arn, policy: #"{"Version": "1"}"#))).credentials()
        let question = try #require(world.vendor.questions.first)
        let signature = RPCSignature(
            method: "POST", parameters: question.parameters.map { QueryParameter($0.key, $0.value) })
        #expect(question.parameters["Signature"] == signature.value(secret: Keys.secret))
        #expect(question.parameters["Policy"] == #"{"Version": "1"}"#)
        #expect(!question.request.url.contains("RoleArn"))
    }

    @Test func everyTryIsSignedAnew() async throws {
        let world = ScriptedWorld(
            vendor: ScriptedVendor(script: [
                .error("SignatureNonceUsed", status: 400), .error("InternalError", status: 500),
                .session("STS.one", until: hour),
            ]))
        _ = try await world.provider(of: plan()).credentials()
        #expect(Set(world.vendor.questions.map { $0.parameters["SignatureNonce"] }).count == 3)
    }

    @Test func refusedSourceIsAskedForOthersOnce() async throws {
        let config = #"{"current":"a","profiles":[{"name":"a","mode":"External","process_command":"tool"}]}"#
        let world = ScriptedWorld(
            files: ["/home/me/.aliyun/config.json": config],
            command: .success(#"{"mode":"AK","access_key_id":"\#(Keys.id)","access_key_secret":"\#(Keys.secret)"}"#),
            vendor: ScriptedVendor(script: [.error("InvalidAccessKeyId.NotFound", status: 404)]))
        let provider = world.provider(of: .role(RAMRole(arn: Self.arn), source: .profile("a")))
        let error = try await #require(throws: CredentialsError.self) { try await provider.credentials() }
        #expect(error.description.contains("InvalidAccessKeyId.NotFound"))
        #expect(error.description.contains("Check the credentials that the role is assumed with."))
        #expect(world.vendor.questions.count == 1)
    }

    @Test func renewedSourceIsTriedAgain() async throws {
        let one = Credentials(accessKeyID: Keys.one.accessKeyID, accessKeySecret: "s1secret")
        let source = ScriptedProvider("s", [.success(one), .success(Keys.two)])
        let world = ScriptedWorld(
            vendor: ScriptedVendor(script: [
                .error("InvalidSecurityToken.Expired", status: 400), .session("STS.one", until: hour),
            ]))
        let session = RoleSession(role: RAMRole(arn: Self.arn), source: source, surroundings: world.surroundings)
        #expect(try await session.session().credentials.accessKeyID == "STS.one")
        #expect(source.discarded == [one])
        #expect(world.vendor.questions.map { $0.parameters["AccessKeyId"] } == [one.accessKeyID, Keys.two.accessKeyID])
    }

    @Test func rolesMayBeAssumedOneWithTheOther() async throws {
        let vendor = ScriptedVendor { question in
            .session(question.number == 0 ? "STS.first" : "STS.second", until: Timestamp(seconds: 1_763_716_150))
        }
        let world = ScriptedWorld(vendor: vendor)
        let outer = CredentialsPlan.role(RAMRole(arn: "acs:ram::2:role/outer"), source: plan())
        let resolved = try await world.provider(of: outer).resolved()
        #expect(vendor.questions.map { $0.parameters["RoleArn"] } == [Self.arn, "acs:ram::2:role/outer"])
        #expect(vendor.questions.map { $0.parameters["AccessKeyId"] } == [Keys.id, "STS.first"])
        #expect(resolved.origin.detail.last == .init("assumed with", "role \(Self.arn)"))
    }

    @Test(arguments: [
        ("NoPermission", 403, "Allow sts:AssumeRole"), ("EntityNotExist.Role", 404, "there is no such role"),
        ("InvalidParameter.DurationSeconds", 400, "Shorten the session"), ("InvalidTimeStamp.Expired", 400, "clock"),
    ]) func refusalSaysWhatToDo(code: String, status: Int, advice: String) async throws {
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [.error(code, status: status)]))
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: plan()).credentials()
        }
        #expect(error.description.contains("AssumeRole of \(Self.arn) at sts.cn-hangzhou.aliyuncs.com: \(code): no"))
        #expect(error.description.contains("(request R-1)"))
        #expect(error.description.contains(advice))
    }

    @Test func errorsTellNoSecret() async throws {
        let echo =
            "key \(Keys.id) secret \(Keys.secret) token \(Keys.escapedToken) \(Keys.token) external hush-hush-42"
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [.error("NoPermission", status: 403, message: echo)]))
        let role = RAMRole(arn: Self.arn, externalID: .literal("hush-hush-42"))
        let source = CredentialsPlan.accessKey(
            id: .literal(Keys.id), secret: .literal(Keys.secret), securityToken: .literal(Keys.token))
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: .role(role, source: source)).credentials()
        }
        for secret in [Keys.id, Keys.secret, Keys.token, Keys.escapedToken, "hush-hush-42"] {
            #expect(!error.description.contains(secret))
        }
    }

    @Test func answerWithoutCredentialsIsAnError() async throws {
        let world = ScriptedWorld(vendor: ScriptedVendor(script: [.json(#"{"RequestId":"R-1"}"#)]))
        let error = try await #require(throws: CredentialsError.self) {
            try await world.provider(of: plan()).credentials()
        }
        #expect(error.description.contains("the answer has no access key"))
    }
}
