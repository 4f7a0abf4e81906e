import BridgeCore

extension Redactor {
    init(_ credentials: Credentials, signed: SignedRequest) {
        self.init(secrets: [
            credentials.accessKeySecret, credentials.securityToken ?? "", credentials.accessKeyID, signed.signature,
        ])
    }

    /// The vendor's words, fit to be told: without secrets, on one line, at most `limit` bytes.
    func clean(_ text: String, limit: Int = 500) -> String {
        masked(Self.withoutStringToSign(text)).onOneLine.fitted(to: limit, in: .utf8)
    }

    /// The vendor echoes the text that it signed, which holds the key id and the token.
    private static func withoutStringToSign(_ text: String) -> String {
        let lowered = text.lowercased()
        guard lowered.count == text.count else { return text.isEmpty ? "" : "<not shown>" }
        for phrase in ["server stringtosign", "server string to sign", "stringtosign", "string to sign"] {
            let parts = lowered.split(separator: phrase, maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { return "\(text.prefix(parts[0].count))…" }
        }
        return text
    }
}
