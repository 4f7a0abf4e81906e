import BridgeCore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Standard Webhooks' signature `v1` (<https://github.com/standard-webhooks/standard-webhooks>).
struct WebhookSignature: Sendable {
    /// One per secret, the newest first, each prepared with its key.
    private let keyed: [HMAC<SHA256>]

    /// What they were made of, to be kept out of every text.
    let secrets: [String]

    /// - Parameter sources: base64, with or without `whsec_` before and padding behind; the newest first.
    init(_ sources: [Secret], file: SecretReader) throws(SecretError) {
        var keyed: [HMAC<SHA256>] = []
        var secrets: [String] = []
        for source in sources {
            for secret in try source.readLines(file) {
                guard var key = Self.key(secret) else { throw .malformed(source, expected: "base64, as in whsec_…") }
                // Which overwrites its own copy in the end.
                keyed.append(HMAC<SHA256>(key: SymmetricKey(data: key)))
                key.resetBytes(in: key.startIndex..<key.endIndex)
                secrets.append(secret)
            }
        }
        self.keyed = keyed
        self.secrets = secrets
    }

    /// The key is what the text decodes to, not the text.
    private static func key(_ secret: String) -> Data? {
        let text = (secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret).prefix { $0 != "=" }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The value of `webhook-signature`; `nil` without a secret.
    func value(id: String, seconds: String, body: [UInt8]) -> String? {
        guard !keyed.isEmpty else { return nil }
        let signed = Array("\(id).\(seconds).".utf8) + body
        let signatures = keyed.map { key in
            var hmac = key
            hmac.update(data: signed)
            return "v1," + Data(hmac.finalize()).base64EncodedString()
        }
        return signatures.joined(separator: " ")
    }
}
