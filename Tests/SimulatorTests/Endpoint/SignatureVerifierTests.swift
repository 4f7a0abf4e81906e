import AlibabaCloud
import BridgeCore
import HTTPTransport
import Simulator
import Testing

@Suite struct SignatureVerifierTests {
    private func answer(_ change: (Caller, ReceivedRequest) -> ReceivedRequest) throws -> Caller.Answer {
        let caller = Caller()
        let request = caller.request("DescribeRiskCheckResult", ["Name": "a b*~/+&=%", "Lang": "en"])
        return try caller.send(change(caller, request))
    }

    private func check(_ answer: Caller.Answer, _ status: Int, _ code: String) {
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect(answer.json["RequestId"]?.string == answer.reply.value(of: "x-acs-request-id"))
        #expect(answer.json["HostId"]?.string == "localhost")
        #expect(answer.json["Recommend"]?.string?.contains("q=\(code)&product=") == true)
    }

    @Test func aRightSignatureIsAccepted() throws {
        #expect(try answer { $1 }.status == 200)
    }

    /// The vendor's Python SDK (tea-openapi 0.4.6) sent exactly this; it signs every header.
    @Test func theVendorsOwnSDKIsAccepted() throws {
        let key = AccessKey(id: "LTAI5tFakeKeyIdForTests0", secret: "FakeSecretForTests0123456789ab", account: "1")
        let caller = Caller(.standard(at: .noon, keys: [key]))
        let headers = [
            "Accept-Encoding": "identity", "host": "tds.cn-shanghai.aliyuncs.com", "x-acs-version": "2018-12-03",
            "x-acs-action": "DescribeRiskCheckResult",
            "user-agent": "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2",
            "x-acs-date": "2025-11-21T08:09:10Z", "x-acs-signature-nonce": "0123456789abcdef0123456789abcdef",
            "accept": "application/json", "x-acs-credentials-provider": "static_ak", "Content-Length": "0",
            "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "Authorization":
                "ACS3-HMAC-SHA256 Credential=LTAI5tFakeKeyIdForTests0,SignedHeaders=accept;host;user-agent;x-acs-action;"
                + "x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version,"
                + "Signature=9ff880e8f50ba986d664a6384c21577d51c6440983275ba5c693ae016772c740",
        ]
        let request = ReceivedRequest(
            method: "POST", target: "/", headers: headers.map { HTTPHeader(name: $0.key, value: $0.value) })
        let date = try #require(Timestamp(rfc3339: "2025-11-21T08:09:10Z"))
        #expect(caller.ask(request, at: date).status == 200)
    }

    @Test func aWrongSecretIsToldWithTheServersStringToSign() throws {
        let caller = Caller()
        caller.key.secret = "another"
        let refused = try caller.riskChecks()
        check(refused, 400, "SignatureDoesNotMatch")
        let message = try #require(refused.json["Message"]?.string)
        #expect(
            message.hasPrefix(
                "Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\n"))
    }

    @Test func aParameterThatWasChangedOnTheWayIsNoticed() throws {
        let refused = try answer { _, request in
            var request = request
            request.query[0].value += "x"
            return request
        }
        check(refused, 400, "SignatureDoesNotMatch")
    }

    @Test func aBodyThatWasChangedOnTheWayIsNoticed() throws {
        let refused = try answer { _, request in
            var request = request
            request.body = [1]
            return request
        }
        check(refused, 400, "IncompleteSignature")
    }

    @Test func anUnknownKeyIs404() throws {
        let caller = Caller()
        caller.key.id = "LTAInobody"
        try check(caller.riskChecks(), 404, "InvalidAccessKeyId.NotFound")
    }

    @Test(arguments: [-901, 901]) func aDateMoreThan15MinutesOffHasExpired(_ seconds: Int) throws {
        try check(
            answer { caller, request in
                caller.now = caller.now + .seconds(seconds)
                return request
            }, 400, "InvalidTimeStamp.Expired")
    }

    @Test(arguments: [-900, 900]) func aDate15MinutesOffIsFine(_ seconds: Int) throws {
        let answer = try answer { caller, request in
            caller.now = caller.now + .seconds(seconds)
            return request
        }
        #expect(answer.status == 200)
    }

    @Test func aMissingDateHasExpired() throws {
        try check(answer { $1.with("x-acs-date", nil) }, 400, "InvalidTimeStamp.Expired")
    }

    @Test func aDateOfAnotherFormatIsRefused() throws {
        try check(answer { $1.with("x-acs-date", "yesterday") }, 400, "InvalidTimeStamp.Format")
    }

    @Test func aNonceWorksOnce() throws {
        let caller = Caller()
        let request = caller.request("DescribeRiskCheckResult")
        #expect(try caller.send(request).status == 200)
        try check(caller.send(request), 400, "SignatureNonceUsed")
    }

    @Test func aRequestWithoutASignatureIsIncomplete() throws {
        try check(answer { $1.with("authorization", nil) }, 400, "IncompleteSignature")
    }

    @Test func aSignatureThatLeavesOutTheHostIsIncomplete() throws {
        let refused = try answer { _, request in
            let header = request.headers.first { $0.name == "Authorization" }?.value ?? ""
            return request.with("authorization", header.split(separator: "host;").joined())
        }
        check(refused, 400, "IncompleteSignature")
    }

    @Test func aTemporaryKeyNeedsItsToken() throws {
        let key = AccessKey(id: "STS.1", secret: "s", token: "the-token", account: "1")
        let caller = Caller(.standard(at: .noon, keys: [key]))
        caller.key = key
        #expect(try caller.riskChecks().status == 200)
        caller.key.token = "another-token"
        try check(caller.riskChecks(), 400, "InvalidSecurityToken.MismatchWithAccessKey")
        caller.key.token = nil
        try check(caller.riskChecks(), 400, "MissingSecurityToken")
    }
}
