import AlibabaCloud
import BridgeCore
import HTTPTransport
import Testing

/// One case of `Vectors/v3.json`: what the vendor's SDK was given, and what it made of it.
struct VectorCase: Sendable, CustomTestStringConvertible {
    let name: String
    let input: JSONValue
    let expected: JSONValue

    var testDescription: String { name }

    static let all: [VectorCase] = {
        let cases = try? Resource.json("Vectors/v3.json")["cases"]?.array
        return (cases ?? []).map {
            VectorCase(name: $0["name"]?.string ?? "", input: $0["input"] ?? .null, expected: $0["expected"] ?? .null)
        }
    }()

    subscript(expectation name: String) -> String { expected[name]?.string ?? "" }

    var credentials: Credentials {
        Credentials(
            accessKeyID: input["accessKeyId"]?.string ?? "", accessKeySecret: input["accessKeySecret"]?.string ?? "",
            securityToken: input["securityToken"]?.string)
    }

    var request: SignableRequest {
        SignableRequest(
            method: HTTPRequest.Method(rawValue: input["method"]?.string ?? "") ?? .delete,
            host: input["host"]?.string ?? "", path: input["pathname"]?.string ?? "", query: query, headers: headers,
            body: Array(self[expectation: "body"].utf8))
    }

    var query: [QueryParameter] {
        (input["flattenedQueryParams"]?.members ?? []).map { QueryParameter($0.name, $0.value.text ?? "") }
    }

    /// The headers that the signer does not add itself.
    var headers: [HTTPHeader] {
        let own = [
            "host", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256", "x-acs-accesskey-id",
            "x-acs-security-token", "authorization", "content-length",
        ]
        return (expected["headers"]?.members ?? []).filter { !own.contains($0.name.lowercased()) }
            .map { HTTPHeader(name: $0.name, value: $0.value.text ?? "") }
    }

    var date: Timestamp? { input["date"]?.string.flatMap { Timestamp(rfc3339: $0) } }

    /// The Python SDK signs all headers that it sends; the recommended set is the essential ones.
    var coverage: SignableRequest.Coverage { name.hasPrefix("sdk-") ? .all : .essential }

    func signed() throws -> SignedRequest {
        request.signed(
            with: credentials, date: try #require(date), nonce: input["nonce"]?.string ?? "", coverage: coverage)
    }
}
