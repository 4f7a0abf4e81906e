import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

/// What each answer of the vendor becomes: the reason, how often it is tried, and words for the operator.
@Suite struct ErrorClassificationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var answer: ScriptedVendor.Answer
        var reason: SourceError.Reason
        var code: String
        var tries = 1
        /// Part of the advice.
        var advice: String
        var testDescription: String { name }

        static func code(
            _ code: String, _ status: Int, _ reason: SourceError.Reason, tries: Int = 1, _ advice: String
        ) -> Case {
            Case(
                name: "\(code) \(status)", answer: .error(code, status: status), reason: reason, code: code,
                tries: tries, advice: advice)
        }
    }

    static let vendorCodes: [Case] = [
        .code("InvalidAccessKeyId.NotFound", 404, .credentials, "access key id"),
        .code("InvalidAccessKeyId.Inactive", 403, .credentials, "disabled"),
        .code("SignatureDoesNotMatch", 400, .credentials, "secret"),
        .code("SignatureDoesNotMatch", 403, .credentials, "secret"),
        .code("InvalidSecurityToken.Expired", 400, .credentials, "temporary"),
        .code("MissingSecurityToken", 400, .credentials, "temporary"),
        .code("IncompleteSignature", 400, .request, "bug"),
        .code("InvalidTimeStamp.Expired", 400, .request, "clock"),
        .code("IllegalTimestamp", 400, .request, "clock"),
        .code("SignatureNonceUsed", 400, .unavailable, tries: 2, "proxy"),
        .code("Forbidden.RAM", 403, .permission, "yundun-sas:DescribeRiskCheckResult"),
        .code("Forbidden.NotSupportRAM", 403, .permission, "does not answer this to RAM users"),
        .code("NoPermission", 400, .permission, "yundun-sas:DescribeRiskCheckResult"),
        .code("Throttling", 400, .unavailable, tries: 3, "qps"),
        .code("Throttling.User", 400, .unavailable, tries: 3, "qps"),
        .code("ThrottlingUser", 503, .unavailable, tries: 3, "qps"),
        .code("FlowControlError", 400, .unavailable, tries: 3, "qps"),
        .code("InternalError", 500, .unavailable, tries: 3, "passes"),
        .code("ServiceUnavailableTemporary", 503, .unavailable, tries: 3, "passes"),
        .code("ServerError", 400, .unavailable, tries: 3, "passes"),
        .code("WhateverItIs", 502, .unavailable, tries: 3, "passes"),
        .code("InvalidAction.NotFound", 404, .retired, "ListCheckResult"),
        .code("InvalidVersion", 400, .retired, "ListCheckResult"),
        .code("ErrorUserNotBuyService", 400, .permission, "bought"),
        .code("InvalidParameter", 400, .request, "filter"),
        .code("UnsupportedHTTPMethod", 403, .request, "bug"),
        .code("NeverHeardOf", 403, .permission, "Allow"),
    ]

    static let otherBodies: [Case] = [
        Case(
            name: "lower-case members", answer: .json(#"{"code":"Throttling","message":"m"}"#, status: 400),
            reason: .unavailable, code: "Throttling", tries: 3, advice: "qps"),
        Case(
            name: "error inside 200", answer: .json(#"{"Code":"NoPermission","Message":"m"}"#), reason: .permission,
            code: "NoPermission", advice: "Allow"),
        Case(
            name: "XML", answer: fixture("error.xml", status: 404), reason: .credentials,
            code: "InvalidAccessKeyId.NotFound", advice: "access key id"),
        Case(
            name: "HTML 502", answer: fixture("error.html", status: 502), reason: .unavailable, code: "http_502",
            tries: 3, advice: "Something between"),
        Case(
            name: "HTML 200", answer: fixture("error.html", status: 200), reason: .unavailable,
            code: "unexpected_answer", tries: 3, advice: "Something between"),
        Case(
            name: "empty 503", answer: .bytes([], status: 503), reason: .unavailable, code: "http_503", tries: 3,
            advice: "passes"),
        Case(
            name: "empty 200", answer: .bytes([]), reason: .unavailable, code: "unexpected_answer", tries: 3,
            advice: "passes"),
        Case(
            name: "no List", answer: .json(#"{"RequestId":"1"}"#), reason: .unavailable, code: "unexpected_answer",
            tries: 3, advice: "passes"),
        Case(
            name: "redirect", answer: .bytes([], status: 302), reason: .unavailable, code: "http_302", tries: 3,
            advice: "Redirects"),
        Case(
            name: "wait named beside another code",
            answer: .error("Odd", status: 400, headers: [HTTPHeader(name: "x-acs-retry-after", value: "5")]),
            reason: .unavailable, code: "Odd", tries: 3, advice: "qps"),
    ]

    static let transportErrors: [Case] = [
        Case(
            name: "timeout", answer: .failure(.timeout(connecting: false)), reason: .unavailable, code: "timeout",
            tries: 3, advice: "network"),
        Case(
            name: "resolve", answer: .failure(.resolve()), reason: .unavailable, code: "resolve", tries: 3,
            advice: "network"),
        Case(
            name: "tls", answer: .failure(.tls()), reason: .unavailable, code: "tls", tries: 3, advice: "certificate"),
        Case(
            name: "too large", answer: .failure(.bodyTooLarge(limit: 1)), reason: .unavailable, code: "too_large",
            advice: "page_size"),
        Case(
            name: "invalid", answer: .failure(.invalidRequest("a header has a malformed name or value")),
            reason: .request, code: "invalid_request", advice: "stray"),
    ]

    @Test(arguments: vendorCodes + otherBodies + transportErrors) func errorIsExplained(_ expected: Case) async throws {
        let vendor = ScriptedVendor(script: [expected.answer])
        let error = try await Self.failure(of: vendor)
        #expect(error.reason == expected.reason)
        #expect(error.code == expected.code)
        #expect(vendor.questions.count == expected.tries)
        #expect(error.advice.contains(expected.advice), "\(error.advice)")
        #expect(error.operation == "DescribeRiskCheckResult (page 1) at tds.cn-shanghai.aliyuncs.com")
    }

    @Test func requestIDComesFromTheBodyElseTheHeader() async throws {
        let header = [HTTPHeader(name: "X-Acs-Request-Id", value: "H-1")]
        let inBody = try await Self.failure(
            of: ScriptedVendor(script: [.error("NoPermission", status: 403, headers: header)]))
        #expect(inBody.requestID == "R-1")
        let inHeader = try await Self.failure(
            of: ScriptedVendor(script: [.json(#"{"Code":"NoPermission"}"#, status: 403, headers: header)]))
        #expect(inHeader.requestID == "H-1")
    }

    @Test func deniedActionOfTheVendorIsNamed() async throws {
        let body = #"{"Code":"NoPermission","AccessDeniedDetail":{"AuthAction":"yundun-sas:Other"}}"#
        let error = try await Self.failure(of: ScriptedVendor(script: [.json(body, status: 403)]))
        #expect(error.advice.contains("yundun-sas:Other"))
    }

    @Test(arguments: [
        ("Fri, 21 Nov 2025 08:29:10 GMT", "1200 s behind"), ("Fri, 21 Nov 2025 07:49:10 GMT", "1200 s ahead of"),
    ])
    func clockIsComparedWithTheServers(date: String, advice: String) async throws {
        let answer = ScriptedVendor.Answer.error(
            "InvalidTimeStamp.Expired", status: 400, headers: [HTTPHeader(name: "Date", value: date)])
        let error = try await Self.failure(of: ScriptedVendor(script: [answer]))
        #expect(error.advice.contains(advice), "\(error.advice)")
    }

    @Test func echoedHashTellsAWrongSecretFromAChangedRequest() async throws {
        let known = ScriptedVendor { question in
            .error("SignatureDoesNotMatch", status: 400, message: Self.echo(Self.hash(of: question)))
        }
        let other = ScriptedVendor { _ in
            .error("SignatureDoesNotMatch", status: 400, message: Self.echo(String(repeating: "0", count: 64)))
        }
        let wrongSecret = try await Self.failure(of: known)
        let changed = try await Self.failure(of: other)
        #expect(wrongSecret.advice.hasPrefix("The access key secret is wrong"))
        #expect(changed.advice.hasPrefix("The request was not what was signed"))
        #expect(wrongSecret.message == "Specified signature does not match our calculation. …")
    }

    @Test func messageIsRedactedAndCapped() async throws {
        let long = String(repeating: "字", count: 400)
        let answer = ScriptedVendor.Answer.error("Odd", status: 400, message: "key \(Keys.secret) \\n\(long)")
        let error = try await Self.failure(of: ScriptedVendor(script: [answer]))
        #expect(error.message.hasPrefix("key ***"))
        #expect(error.message.utf8.count <= 500)
        #expect(!error.message.contains("\n") && !error.message.contains("\u{FFFD}"))
    }

    private static func echo(_ hash: String) -> String {
        #"Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\n\#(hash)]"#
    }

    /// What the vendor computes from what it received.
    private static func hash(of question: Question) -> String {
        let host = HTTPHeader(name: "host", value: "tds.cn-shanghai.aliyuncs.com")
        let headers = question.request.headers + [host]
        let names = headers.map { $0.name.lowercased() }.filter { $0 == "host" || $0.hasPrefix("x-acs-") }
        let query = ["Lang", "CurrentPage", "PageSize"].map { QueryParameter($0, question.parameter($0) ?? "") }
        let canonical = CanonicalRequest(
            method: "POST", path: "/", query: query, headers: headers, signedHeaders: names,
            payloadHash: question.header("x-acs-content-sha256") ?? "")
        return String(canonical.stringToSign.suffix(64))
    }

    private static func fixture(_ name: String, status: Int) -> ScriptedVendor.Answer {
        .bytes((try? Resource.bytes("Fixtures/\(name)")) ?? [], status: status)
    }

    private static func failure(of vendor: ScriptedVendor) async throws -> SourceError {
        let source = RiskCheckSource(name: "prod-risk", client: .testing(vendor))
        return try #require(await #expect(throws: SourceError.self) { try await source.poll(knowing: [:]) })
    }
}
