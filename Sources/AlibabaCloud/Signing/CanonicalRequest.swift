import BridgeCore
package import HTTPTransport

/// What a signature of version 3 (`ACS3-HMAC-SHA256`) is made over. The sender builds it from what it will send, the
/// receiver from what it got; both must come to the same text.
package struct CanonicalRequest: Sendable, Hashable {
    package static let algorithm = "ACS3-HMAC-SHA256"

    /// The lines that are hashed.
    package let text: String
    /// The lower-case names of the signed headers, sorted, joined by `;`.
    package let signedHeaders: String

    /// - Parameters:
    ///   - query: not escaped, in any order.
    ///   - headers: at least those that are signed, `host` among them; names in any case.
    ///   - signedHeaders: lower-case names; one that `headers` lacks is signed as absent.
    ///   - payloadHash: SHA-256 of the body in lower-case hexadecimal.
    package init(
        method: String, path: String, query: [QueryParameter], headers: [HTTPHeader], signedHeaders: [String],
        payloadHash: String
    ) {
        let names = Set(signedHeaders).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let received = headers.map { HTTPHeader(name: $0.name.lowercased(), value: $0.value.trimmed) }
        let lines = names.compactMap { Self.line(of: $0, in: received) }
        self.signedHeaders = names.joined(separator: ";")
        text = [method, path, query.canonical, lines.joined(), self.signedHeaders, payloadHash].joined(separator: "\n")
    }

    /// The hash of a body, as ``init(method:path:query:headers:signedHeaders:payloadHash:)`` wants it.
    package static func payloadHash(of body: [UInt8]) -> String { SignatureHash.sha256(body) }

    package var stringToSign: String { "\(Self.algorithm)\n\(SignatureHash.sha256(Array(text.utf8)))" }

    /// The signature with the bare secret, unlike version 1.
    package func signature(secret: String) -> String {
        SignatureHash.hmacSHA256(stringToSign, key: secret)
    }

    private static func line(of name: String, in headers: [HTTPHeader]) -> String? {
        let values = headers.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : "\(name):\(values.sorted().joined(separator: ","))\n"
    }
}
