package import HTTPTransport

/// A request's signature and the headers that carry it.
package struct SignedRequest: Sendable {
    package let canonical: CanonicalRequest
    package let signature: String
    package let authorization: String
    /// All headers to send but `host`, which the URL says; `Authorization` last.
    package let headers: [HTTPHeader]

    init(canonical: CanonicalRequest, headers: [HTTPHeader], credentials: Credentials) {
        self.canonical = canonical
        signature = canonical.signature(secret: credentials.accessKeySecret)
        authorization =
            "\(CanonicalRequest.algorithm) Credential=\(credentials.accessKeyID),"
            + "SignedHeaders=\(canonical.signedHeaders),Signature=\(signature)"
        self.headers = headers + [HTTPHeader(name: "Authorization", value: authorization)]
    }
}

extension SignedRequest: CustomStringConvertible, CustomReflectable {
    package var description: String { "SignedRequest(<redacted>)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
