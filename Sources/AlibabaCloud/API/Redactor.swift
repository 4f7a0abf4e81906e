/// Makes the vendor's words fit to be told: no secret, no line breaks, not too long.
struct Redactor: Sendable {
    private let secrets: [[UInt8]]

    /// - Parameter secrets: what must not be told; also not in its escaped form. Very short ones are no secrets.
    init(_ secrets: [String]) {
        self.secrets = secrets.flatMap { [$0, $0.percentEncoded] }.map { Array($0.utf8) }.filter { $0.count >= 4 }
            .sorted { $0.count > $1.count }
    }

    init(_ credentials: Credentials, signed: SignedRequest) {
        self.init(
            [credentials.accessKeySecret, credentials.securityToken ?? "", credentials.accessKeyID, signed.signature])
    }

    /// `text` without secrets, at most `limit` bytes.
    func clean(_ text: String, limit: Int = 500) -> String {
        let text = String(text.prefix(64 << 10))
        let told = secrets.reduce(Array(withoutStringToSign(text).utf8)) { replace($1, in: $0) }
        let line = told.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
        return String(decoding: line, as: UTF8.self).trimmed.capped(at: limit)
    }

    /// The vendor echoes the text that it signed, which holds the key id and the token.
    private func withoutStringToSign(_ text: String) -> String {
        let lowered = text.lowercased()
        guard lowered.count == text.count else { return text.isEmpty ? "" : "<not shown>" }
        for phrase in ["server stringtosign", "server string to sign", "stringtosign", "string to sign"] {
            let parts = lowered.split(separator: phrase, maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { return "\(text.prefix(parts[0].count))…" }
        }
        return text
    }

    private func replace(_ secret: [UInt8], in text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = text[...]
        while let byte = rest.first {
            if byte == secret[0], rest.starts(with: secret) {
                out.append(contentsOf: "***".utf8)
                rest = rest.dropFirst(secret.count)
            } else {
                out.append(byte)
                rest = rest.dropFirst()
            }
        }
        return out
    }
}

extension Redactor: CustomStringConvertible, CustomReflectable {
    var description: String { "Redactor(<redacted>)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
