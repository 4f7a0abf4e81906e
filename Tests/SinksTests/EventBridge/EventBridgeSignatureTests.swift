import BridgeCore
import HTTPTransport
import Testing

@testable import Sinks

@Suite struct EventBridgeSignatureTests {
    /// Made with the vendor's SDK.
    @Test func itIsTheSDKs() throws {
        let cases = try Vectors.cases("eventbridge_sign")
        #expect(cases.count == 2)
        for vector in cases {
            let headers = (vector["headers"]?.members ?? []).map {
                HTTPHeader(name: $0.name, value: $0.value.string ?? "")
            }
            let signature = EventBridgeSignature(
                keyID: vector["access_key_id"]?.string ?? "", secret: vector["access_key_secret"]?.string ?? "",
                token: nil)
            let made = signature.authorization(
                vector["method"]?.string ?? "", vector["path"]?.string ?? "", headers)
            #expect(made == vector["authorization"]?.string)
        }
    }

    /// The same two requests, put together here.
    @Test(arguments: [nil, "STS-TOKEN-EXAMPLE"])
    func itsHeadersAreTheSDKs(token: String?) throws {
        let vector = try Vectors.cases("eventbridge_sign")[token == nil ? 0 : 1]
        let signature = EventBridgeSignature(keyID: "AKIDEXAMPLE", secret: "SECRETEXAMPLE", token: token)
        let made = signature.headers(
            contentType: "application/cloudevents-batch+json; charset=utf-8", path: "/openapi/putEvents",
            nonce: "00000000-0000-4000-8000-000000000001", at: Timestamp(seconds: 1_767_225_600))
        let expected = (vector["headers"]?.members ?? []).filter { $0.name != "host" }
        #expect(made.count == expected.count + 1)
        for member in expected {
            #expect(made.first { $0.name == member.name }?.value == member.value.string, "\(member.name)")
        }
        #expect(made.last?.value == vector["authorization"]?.string)
    }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"), (1_772_356_560, "Sun, 01 Mar 2026 09:16:00 GMT"),
        (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
    ])
    func aDateIsThatOfHTTP(seconds: Int64, text: String) {
        let moment = Timestamp(seconds: seconds)
        #expect(HTTPDate.text(moment) == text)
        #expect(HTTPDate.timestamp(text) == moment)
        #expect(HTTPDate.text(moment + .milliseconds(999)) == text)
    }
}
