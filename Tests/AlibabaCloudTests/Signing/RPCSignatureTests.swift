import AlibabaCloud
import BridgeCore
import Testing

@Suite struct RPCSignatureTests {
    @Test func allVectorsAreThere() {
        #expect(RPCVector.all.count == 12)
    }

    @Test(arguments: RPCVector.all) func signatureIsTheSDKs(vector: RPCVector) {
        let signature = RPCSignature(method: vector.method, parameters: vector.parameters.reversed())
        #expect(signature.stringToSign == vector.stringToSign)
        #expect(signature.value(secret: vector.secret) == vector.signature)
    }

    @Test func signatureIsNotSigned() throws {
        let vector = try #require(RPCVector.all.first)
        let again = vector.parameters + [QueryParameter("Signature", "whatever")]
        #expect(RPCSignature(method: vector.method, parameters: again).stringToSign == vector.stringToSign)
    }

    /// Blanks are `%20`, whatever one of the vendor's signers does.
    @Test func blankInAPolicyIsSignedAsTheOtherSignersDo() throws {
        let json = try #require(RPCVector.cases.first { $0["name"]?.string == "assume-role-policy-with-space" })
        let vector = RPCVector(json)
        let signature = RPCSignature(method: vector.method, parameters: vector.parameters)
        #expect(signature.value(secret: vector.secret) == json["signatureByTeaOpenapiSigner"]?.string)
    }
}

/// One case of `Vectors/v1.json`.
struct RPCVector: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let method: String
    let secret: String
    let parameters: [QueryParameter]
    let stringToSign: String
    let signature: String

    init(_ json: JSONValue) {
        testDescription = json["name"]?.string ?? ""
        method = json["input"]?["method"]?.string ?? ""
        secret = json["input"]?["accessKeySecret"]?.string ?? ""
        parameters = (json["input"]?["allSignedParams"]?.members ?? []).map {
            QueryParameter($0.name, $0.value.text ?? "")
        }
        stringToSign = json["expected"]?["stringToSign"]?.string ?? ""
        signature = json["expected"]?["signature"]?.string ?? ""
    }

    static let cases: [JSONValue] = (try? Resource.json("Vectors/v1.json")["cases"]?.array) ?? []

    static let all = cases.filter { $0["note"]?.string?.hasPrefix("DO NOT COPY") == false }.map(RPCVector.init)
}
