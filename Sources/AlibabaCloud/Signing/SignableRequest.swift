package import BridgeCore
package import HTTPTransport

/// A request of the vendor's RPC style before it is signed.
package struct SignableRequest: Sendable {
    package var method: HTTPRequest.Method
    /// As libcurl will send it: with the port, unless it is the scheme's own.
    package var host: String
    package var path: String
    package var query: [QueryParameter]
    /// `x-acs-action`, `x-acs-version` and what else is to be sent; without `host`.
    package var headers: [HTTPHeader]
    package var body: [UInt8]

    package init(
        method: HTTPRequest.Method, host: String, path: String = "/", query: [QueryParameter] = [],
        headers: [HTTPHeader] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.host = host
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// Which headers the signature covers.
    package enum Coverage: Sendable {
        /// `host`, `content-type` and all `x-acs-*`, as the vendor's Go SDK does, so that a header which libcurl or a
        /// proxy writes cannot break the signature.
        case essential
        /// Every header there is, as the vendor's Python SDK does.
        case all
    }

    /// Signs with version 3.
    /// - Parameter nonce: unique among the requests of the last 15 minutes; a request sent again needs another one.
    package func signed(
        with credentials: Credentials, date: Timestamp, nonce: String, coverage: Coverage = .essential
    ) -> SignedRequest {
        let payloadHash = CanonicalRequest.payloadHash(of: body)
        let headers =
            self.headers + credentials.temporaryHeaders + [
                HTTPHeader(name: "x-acs-date", value: date.description),
                HTTPHeader(name: "x-acs-signature-nonce", value: nonce),
                HTTPHeader(name: "x-acs-content-sha256", value: payloadHash),
            ]
        let received = headers + [HTTPHeader(name: "host", value: host)]
        let canonical = CanonicalRequest(
            method: method.rawValue, path: path, query: query, headers: received,
            signedHeaders: received.map { $0.name.lowercased() }.filter(coverage.includes), payloadHash: payloadHash)
        return SignedRequest(canonical: canonical, headers: headers, credentials: credentials)
    }
}

extension SignableRequest.Coverage {
    fileprivate func includes(_ name: String) -> Bool {
        switch self {
        case .essential: name == "host" || name == "content-type" || name.hasPrefix("x-acs-")
        case .all: true
        }
    }
}

extension Credentials {
    fileprivate var temporaryHeaders: [HTTPHeader] {
        guard let securityToken else { return [] }
        return [
            HTTPHeader(name: "x-acs-accesskey-id", value: accessKeyID),
            HTTPHeader(name: "x-acs-security-token", value: securityToken),
        ]
    }
}
