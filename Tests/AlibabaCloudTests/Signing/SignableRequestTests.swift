import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

@Suite struct SignableRequestTests {
    @Test func allVectorsAreThere() {
        #expect(VectorCase.all.count == 23)
    }

    @Test(arguments: VectorCase.all) func canonicalRequestIsTheSDKs(vector: VectorCase) throws {
        let signed = try vector.signed()
        #expect(signed.canonical.text == vector[expectation: "canonicalRequest"])
        #expect(signed.canonical.signedHeaders == vector[expectation: "signedHeaders"])
    }

    @Test(arguments: VectorCase.all) func authorizationIsTheSDKs(vector: VectorCase) throws {
        let signed = try vector.signed()
        #expect(signed.canonical.stringToSign == vector[expectation: "stringToSign"])
        #expect(signed.signature == vector[expectation: "signature"])
        #expect(signed.authorization == vector[expectation: "authorization"])
    }

    @Test(arguments: VectorCase.all) func headersAreTheSDKs(vector: VectorCase) throws {
        let sent = Dictionary(
            uniqueKeysWithValues: try vector.signed().headers.map { ($0.name.lowercased(), $0.value) })
        var expected = Dictionary(
            uniqueKeysWithValues: (vector.expected["headers"]?.members ?? []).map {
                ($0.name.lowercased(), $0.value.text ?? "")
            })
        // These two are the transport's to send.
        expected["host"] = nil
        expected["content-length"] = nil
        #expect(sent == expected)
    }

    @Test(arguments: VectorCase.all) func receiverComesToTheSameSignature(vector: VectorCase) throws {
        let signed = try vector.signed()
        let received = CanonicalRequest(
            method: vector.request.method.rawValue, path: "/", query: vector.query.reversed(),
            headers: signed.headers + [HTTPHeader(name: "Host", value: vector.request.host)],
            signedHeaders: vector[expectation: "signedHeaders"].split(separator: ";").map(String.init),
            payloadHash: vector[expectation: "hashedPayload"])
        #expect(received.signature(secret: vector.credentials.accessKeySecret) == signed.signature)
    }

    @Test func anotherNonceIsAnotherSignature() throws {
        let vector = try #require(VectorCase.all.first)
        let date = try #require(vector.date)
        let signed = vector.request.signed(with: vector.credentials, date: date, nonce: "another")
        #expect(signed.signature != vector[expectation: "signature"])
    }

    @Test func nothingSecretIsPrinted() throws {
        let vector = try #require(VectorCase.all.first { $0.credentials.securityToken != nil })
        let signed = try vector.signed()
        var printed = "\(vector.credentials) \(signed)"
        dump([vector.credentials], to: &printed)
        dump([signed], to: &printed)
        #expect(!printed.contains(vector.credentials.accessKeySecret))
        #expect(!printed.contains(signed.signature))
        #expect(!printed.contains(try #require(vector.credentials.securityToken)))
    }
}
