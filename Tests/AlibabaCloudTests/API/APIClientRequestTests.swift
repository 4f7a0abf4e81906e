import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

/// What goes over the wire, against what the vendor's SDK was seen to send.
@Suite struct APIClientRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var capture: String
        var action: Action
        var region = "cn-hangzhou"
        var query: [QueryParameter]
        var isTemporary = false
        var testDescription: String { capture }
    }

    static let cases = [
        Case(capture: "DescribeRiskCheckResult-defaults", action: .describeRiskCheckResult, query: []),
        Case(
            capture: "DescribeRiskCheckResult-all", action: .describeRiskCheckResult, region: "ap-southeast-1",
            query: [
                .init("Status", "failed"), .init("SourceIp", "1.2.3.4"), .init("RiskLevel", "high"),
                .init("ResourceOwnerId", "1234567890"), .init("QueryFlag", "enabled"), .init("PageSize", "100"),
                .init("Name", "RDS - whitelist*"), .init("Lang", "en"), .init("ItemIds.1", "1"),
                .init("ItemIds.2", "2"), .init("ItemIds.3", "12"), .init("GroupId", "4"), .init("CurrentPage", "2"),
                .init("AssetType", "RDS"),
            ]),
        Case(
            capture: "DescribeRiskCheckResult-sts", action: .describeRiskCheckResult,
            query: [.init("Name", "主账号安全"), .init("Lang", "zh")], isTemporary: true),
        Case(
            capture: "ListCheckResult", action: .listCheckResult,
            query: [
                .init("Statuses.1", "NOT_PASS"), .init("RiskLevels.1", "HIGH"), .init("RiskLevels.2", "MEDIUM"),
                .init("PageSize", "100"), .init("Lang", "en"), .init("CurrentPage", "1"),
            ]),
        Case(
            capture: "DescribeAclChecks", action: .describeAclChecks,
            query: [.init("AclType", "Internet"), .init("Lang", "en")]),
        Case(
            capture: "DescribeAclCheck", action: .describeAclCheck, region: "ap-southeast-1",
            query: [
                .init("TaskId", "task-c92d4544ef7b6a42"), .init("PageNo", "1"), .init("PageSize", "50"),
                .init("Lang", "en"),
            ]),
        Case(
            capture: "DescribeAclCheck-sts-other-region", action: .describeAclCheck, region: "eu-central-1",
            query: [.init("TaskId", "task-1"), .init("PageNo", "1"), .init("PageSize", "10")], isTemporary: true),
    ]

    @Test(arguments: cases) func requestIsTheSDKs(_ expected: Case) async throws {
        let capture = try Self.capture(expected.capture)
        let sent = try await Self.send(expected)
        let host = try #require(Self.header("host", of: capture))
        let line = try #require(capture["requestLine"]?.string?.split(separator: " "))
        #expect(sent.request.method.rawValue == line[0])
        #expect(sent.request.url == "https://\(host)\(line[1])")
        #expect((sent.request.body ?? []) == Array((capture["body"]?.string ?? "-").utf8))
        for name in ["x-acs-action", "x-acs-version", "x-acs-date", "accept", "x-acs-content-sha256"] {
            #expect(
                sent.header(name) == (name == "x-acs-date" ? "2025-11-21T08:09:10Z" : Self.header(name, of: capture)))
        }
        #expect(sent.header("x-acs-security-token") == Self.header("x-acs-security-token", of: capture))
    }

    @Test(arguments: cases) func signatureOfTheSDKsHeadersIsTheSDKs(_ expected: Case) throws {
        let capture = try Self.capture(expected.capture)
        let own = ["accept-encoding", "host", "authorization", "content-length", "x-acs-date", "x-acs-signature-nonce"]
        let added = ["x-acs-content-sha256", "x-acs-accesskey-id", "x-acs-security-token"]
        let headers = Self.headers(of: capture).filter { !(own + added).contains($0.name.lowercased()) }
        let request = SignableRequest(
            method: expected.action.method, host: Self.header("host", of: capture) ?? "", query: expected.query,
            headers: headers)
        let credentials = Credentials(
            accessKeyID: expected.isTemporary ? "STS.FakeTempKeyIdForTests0" : Keys.id,
            accessKeySecret: expected.isTemporary ? Self.temporarySecret : Keys.secret,
            securityToken: expected.isTemporary ? Keys.token : nil)
        let date = try #require(Timestamp(rfc3339: "2025-11-21T08:09:10Z"))
        let signed = request.signed(
            with: credentials, date: date, nonce: "0123456789abcdef0123456789abcdef", coverage: .all)
        #expect(signed.authorization == Self.header("authorization", of: capture))
    }

    @Test func eachTryHasItsOwnNonce() async throws {
        let vendor = ScriptedVendor(script: [.error("ServerError", status: 500)])
        _ = try? await RiskCheckSource(name: "s", client: .testing(vendor)).poll(knowing: [:])
        #expect(Set(vendor.questions.map { $0.header("x-acs-signature-nonce") }).count == 3)
        #expect(Set(vendor.questions.map { $0.header("x-acs-date") }).count > 1)
    }

    private static let temporarySecret =
        VectorCase.all.first { $0.name == "min-sts" }?.credentials.accessKeySecret ?? ""

    private static func send(_ expected: Case) async throws -> Question {
        let vendor = ScriptedVendor(script: [.json("{}")])
        let provider = expected.isTemporary ? Keys.temporary : Keys.permanent
        let client = APIClient.testing(vendor, region: expected.region, credentials: provider)
        _ = try await client.answer(to: APICall(expected.action, query: expected.query)) {
            bytes throws(AnswerError) in bytes
        }
        return try #require(vendor.questions.first)
    }

    private static func capture(_ name: String) throws -> JSONValue {
        let all = try Resource.json("Vectors/raw-requests.json")["captures"]?.array
        return try #require(all?.first { $0["name"]?.string == name })
    }

    private static func headers(of capture: JSONValue) -> [HTTPHeader] {
        (capture["headersInOrder"]?.array ?? []).compactMap { pair in
            guard let pair = pair.array, pair.count == 2 else { return nil }
            return HTTPHeader(name: pair[0].string ?? "", value: pair[1].string ?? "")
        }
    }

    private static func header(_ name: String, of capture: JSONValue) -> String? {
        headers(of: capture).first { $0.name.lowercased() == name }?.value
    }
}
