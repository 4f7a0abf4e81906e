import BridgeCore
import Crypto
import HTTPTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How EventBridge knows who sends: HMAC-SHA1 over the method, some of the headers and the path, as its SDKs make it. The
/// body is not covered, so that only TLS protects it.
struct EventBridgeSignature: Sendable {
    private let keyID: String
    private let secret: String
    private let token: String?

    /// - Parameter token: of temporary credentials.
    init(keyID: String, secret: String, token: String?) {
        (self.keyID, self.secret, self.token) = (keyID, secret, token)
    }

    var secrets: [String] { [keyID, secret] + (token.map { [$0] } ?? []) }

    /// All headers of a request.
    /// - Parameters:
    ///   - path: as it is sent.
    ///   - nonce: of this attempt; never used before.
    func headers(contentType: String, path: String, nonce: String, at now: Timestamp) -> [HTTPHeader] {
        let plain = [
            HTTPHeader(name: "content-type", value: contentType), HTTPHeader(name: "date", value: HTTPDate.text(now)),
            HTTPHeader(name: "accept", value: "application/json"),
            HTTPHeader(name: "x-eventbridge-version", value: "2015-06-06"),
            HTTPHeader(name: "x-acs-signature-method", value: "HMAC-SHA1"),
            HTTPHeader(name: "x-acs-signature-version", value: "1.0"),
            HTTPHeader(name: "x-acs-signature-nonce", value: nonce),
        ]
        let temporary =
            token.map {
                [
                    HTTPHeader(name: "x-acs-accesskey-id", value: keyID),
                    HTTPHeader(name: "x-acs-security-token", value: $0),
                ]
            } ?? []
        let headers = plain + temporary
        return headers + [HTTPHeader(name: "authorization", value: authorization("POST", path, headers))]
    }

    /// The value of `authorization`.
    /// - Parameter headers: names in lower case.
    func authorization(_ method: String, _ path: String, _ headers: [HTTPHeader]) -> String {
        func value(_ name: String) -> String { headers.first { $0.name == name }?.value ?? "" }
        let own = headers.filter { $0.name.hasPrefix("x-acs-") }.sorted { $0.name < $1.name }
        let lines = [method, value("content-md5"), value("content-type"), value("date")]
        let text = (lines + own.map { "\($0.name):\($0.value)" } + [path]).joined(separator: "\n")
        let key = SymmetricKey(data: Array(secret.utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Array(text.utf8), using: key)
        return "acs:\(keyID):\(Data(code).base64EncodedString())"
    }
}
