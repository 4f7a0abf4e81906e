import BridgeCore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The signature of a request after Standard Webhooks, version `v1`, seen by the receiver. It is written by itself on
/// purpose: made of the code that signs, it would find no fault with it.
struct WebhookSignatureCheck {
    /// How far a timestamp may be off, as the reference libraries have it.
    private static let tolerance: Int64 = 300

    private let request: ReceivedRequest

    init(_ request: ReceivedRequest) {
        self.request = request
    }

    /// Whether any of `secrets` signed the request; with none, everything is fine.
    func verify(_ secrets: [String], at now: Timestamp) throws(WebhookError) {
        guard !secrets.isEmpty else { return }
        guard let id = request.header("webhook-id"), !id.isEmpty, !id.contains(".") else {
            throw .header("webhook-id")
        }
        guard let text = request.header("webhook-timestamp"), let seconds = Int64(text) else {
            throw .header("webhook-timestamp")
        }
        guard (now.seconds - Self.tolerance...now.seconds + Self.tolerance).contains(seconds) else { throw .stale }
        let content = Array("\(id).\(text).".utf8) + request.body
        guard try signatures().contains(where: { isBy(secrets, $0, content) }) else { throw .signature }
    }

    /// All `v1` signatures; others are of no concern.
    private func signatures() throws(WebhookError) -> [Data] {
        guard let header = request.header("webhook-signature") else { throw .header("webhook-signature") }
        return header.split(separator: " ").filter { $0.hasPrefix("v1,") }
            .compactMap { Data(base64Encoded: String($0.dropFirst(3))) }
    }

    private func isBy(_ secrets: [String], _ signature: Data, _ content: [UInt8]) -> Bool {
        secrets.compactMap(Self.key).contains { key in
            HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: content, using: key)
        }
    }

    /// The key is what the text after `whsec_` decodes to, not the text; its padding may be missing.
    private static func key(_ secret: String) -> SymmetricKey? {
        let text = secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { SymmetricKey(data: $0) }
    }
}
