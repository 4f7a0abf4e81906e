import BridgeCore
import HTTPTransport
import Simulator
import Testing

/// Requests of the vendor's SDKs, byte for byte, but for the host.
@Suite struct RPCSignatureTests {
    private static let keys = [
        AccessKey(
            id: "LTAI5tFakeKeyIdForTests0", secret: "FakeSecretForTests0123456789ab", account: "123456789012"),
        AccessKey(
            id: "STS.FakeTempKeyIdForTests0", secret: "FakeTempSecretForTests9876543210",
            token: "CAISfake+Token/With=Special&Chars==%20~*", account: "123456789012"),
    ]
    private static let common =
        "Timestamp=2025-11-21T08%3A09%3A10Z&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0"
    private static let role =
        "Version=2015-04-01&RoleArn=acs%3Aram%3A%3A123456789012%3Arole%2Fcheckbridge&RoleSessionName=checkbridge"
        + "&SignatureNonce=11111111-2222-5333-8444-555555555555"
    private static let owner = "SignatureNonce=0123456789abcdef0123456789abcdef&AccessKeyId=LTAI5tFakeKeyIdForTests0"

    struct Sent: Sendable, CustomTestStringConvertible {
        var name: String
        var method: String
        var query: String
        var form: String?
        var testDescription: String { name }
    }

    static let sent = [
        Sent(
            name: "risk checks", method: "POST",
            query:
                "Action=DescribeRiskCheckResult&Format=json&Version=2018-12-03&ItemIds.1=1&ItemIds.2=2&\(common)&\(owner)"
                + "&Signature=mE7O%2FxhPTOiIgpkniPZ2UJ3vid4%3D"),
        Sent(
            name: "reserved characters", method: "POST",
            query: "Action=DescribeRiskCheckResult&Format=json&Version=2018-12-03"
                + "&Name=RDS-%E7%99%BD%E5%90%8D%E5%8D%95+a+b%2Ac~d%2Be%2Ff%26g%3Dh%25i%27%28j%29%21&\(common)&\(owner)"
                + "&Signature=wgVPHy5qHJe%2FaRbEqsHi3Hdl5Dc%3D"),
        Sent(
            name: "a form", method: "POST",
            query: "Action=DescribeRiskCheckResult&Format=json&Version=2018-12-03&Lang=en&\(common)&\(owner)"
                + "&Signature=E8U3OJ5BAVy2klESJFAP1fqtYpY%3D",
            form: "ItemIds.1=1&ItemIds.2=2&Name=a+b%2Bc%2A~"),
        Sent(
            name: "a role", method: "GET",
            query: "Action=AssumeRole&Format=JSON&DurationSeconds=3600&ExternalId=ext-1&\(common)&\(role)"
                + "&AccessKeyId=LTAI5tFakeKeyIdForTests0&Signature=kMEvsKK0eWOIIeVM87HsY%2FFTX4c%3D"),
        Sent(
            name: "a role from a temporary key", method: "GET",
            query: "Action=AssumeRole&Format=JSON&DurationSeconds=900&\(common)&\(role)"
                + "&AccessKeyId=STS.FakeTempKeyIdForTests0"
                + "&SecurityToken=CAISfake%2BToken%2FWith%3DSpecial%26Chars%3D%3D%2520~%2A"
                + "&Signature=dGNlx0ZO1ex8rQSrYsIwi%2F%2BW9Ms%3D"),
    ]

    private func answer(
        _ sent: Sent, at time: String = "2025-11-21T08:09:10Z", times: Int = 1,
        _ change: (String) -> String = { $0 }
    ) throws -> (status: Int, text: String) {
        let caller = Caller(.standard(at: .noon, keys: Self.keys))
        let request = ReceivedRequest(
            method: sent.method, target: "/?\(change(sent.query))",
            headers: sent.form == nil
                ? [] : [HTTPHeader(name: "content-type", value: "application/x-www-form-urlencoded")],
            body: Array((sent.form ?? "").utf8))
        let now = try #require(Timestamp(rfc3339: time))
        for _ in 1..<times { _ = caller.ask(request, at: now) }
        return caller.ask(request, at: now)
    }

    @Test(arguments: sent) func theSDKsRequestIsAccepted(_ sent: Sent) throws {
        let answer = try answer(sent)
        #expect(answer.status == 200, "\(answer.text)")
    }

    @Test func theOldestSDKIsAccepted() throws {
        let caller = Caller(.standard(at: .noon, keys: Self.keys))
        let request = ReceivedRequest(
            method: "GET",
            target: "/?TaskId=task-1&PageNo=1&PageSize=10&Version=2017-12-07&Action=DescribeAclCheck&Format=JSON"
                + "&RegionId=cn-hangzhou&\(Self.common)&SignatureType=&\(Self.owner)"
                + "&Signature=kcv6hOoq5KJ3DaWLhRL6JW%2BdtQM%3D",
            headers: [])
        let now = try #require(Timestamp(rfc3339: "2025-11-21T08:09:10Z"))
        #expect(caller.ask(request, at: now).text.contains("ErrorAclCheckNotExist"))
    }

    @Test func roleWithOIDCIsAnonymous() throws {
        let sent = Sent(
            name: "", method: "GET",
            query: "Action=AssumeRoleWithOIDC&Format=JSON&DurationSeconds=3600&\(Self.role)"
                + "&OIDCProviderArn=acs%3Aram%3A%3A123456789012%3Aoidc-provider%2Fack-rrsa-c1"
                + "&OIDCToken=eyJfake.oidc.token&Timestamp=2025-11-21T08%3A09%3A10Z")
        let answer = try answer(sent)
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""Issuer":"https://oidc.example.com/ack-rrsa-c1""#))
    }

    @Test(arguments: sent) func aParameterThatWasChangedIsNoticed(_ sent: Sent) throws {
        let answer = try answer(sent) { $0 + "&More=1" }
        #expect(answer.status == 400)
        #expect(answer.text.contains("SignatureDoesNotMatch"))
        #expect(answer.text.contains("server string to sign is:\(sent.method)&%2F&"))
    }

    @Test(arguments: [
        ("SignatureMethod=HMAC-SHA1", "SignatureMethod=HMAC-SHA256", "IncompleteSignature"),
        ("SignatureVersion=1.0", "SignatureVersion=2.0", "IncompleteSignature"),
        ("Signature=", "Sig=", "IncompleteSignature"), ("SignatureNonce=", "Nonce=", "IncompleteSignature"),
        ("AccessKeyId=LTAI", "AccessKeyId=LTAX", "InvalidAccessKeyId.NotFound"),
        ("AccessKeyId=LTAI", "AccessKeyId=STS.X", "MissingSecurityToken"),
        ("Timestamp=2025-11-21T08%3A09%3A10Z", "Timestamp=now", "InvalidTimeStamp.Format"),
        ("Timestamp=2025-11-21T08%3A09%3A10Z", "T=", "InvalidTimeStamp.Expired"),
        ("Version=2015-04-01&", "", "MissingVersion"), ("Action=AssumeRole", "A=", "MissingAction"),
    ])
    func whatIsMissingOrWrongIsSaid(part: String, instead: String, code: String) throws {
        let answer = try answer(Self.sent[3]) { $0.replacing(part, with: instead) }
        #expect(answer.text.contains("\"\(code)\""), "\(answer.text)")
    }

    @Test func aDateMoreThan15MinutesOffHasExpired() throws {
        #expect(try answer(Self.sent[0], at: "2025-11-21T08:24:10Z").status == 200)
        #expect(try answer(Self.sent[0], at: "2025-11-21T08:24:11Z").text.contains("InvalidTimeStamp.Expired"))
    }

    @Test func aNonceWorksOnce() throws {
        #expect(try answer(Self.sent[0], times: 2).text.contains("SignatureNonceUsed"))
    }
}
