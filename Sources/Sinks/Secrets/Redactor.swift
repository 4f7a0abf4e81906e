import BridgeCore

/// Makes foreign words fit to be shown: removes the secrets that it knows of, however they are spelt, and whatever
/// looks like one; puts them on one line; caps them.
struct Redactor: Sendable {
    static let maximumBytes = 500
    private static let mask = Array("***".utf8)
    /// How much is looked at for what looks like a secret; nothing behind it can be among the bytes that are kept.
    private static let searchedBytes = 8192
    /// In lower case, by their first byte, longest first, so that a secret goes before a part of it is looked for.
    private let needles: [UInt8: [[UInt8]]]

    init(secrets: some Sequence<String>) {
        let spellings = Set(secrets.filter { $0.utf8.count >= 4 }.flatMap(Self.spellings))
        let all = spellings.map { $0.utf8.map(\.lowercased) }.sorted { $0.count > $1.count }
        needles = Dictionary(grouping: all) { $0[0] }
    }

    func redact(_ bytes: [UInt8]) -> String {
        redact(String(decoding: bytes, as: UTF8.self))
    }

    func redact(_ text: String) -> String {
        let known = masking(text.utf8.map(\.lowercased), of: Array(text.utf8))
        return Self.maskingSuspects(in: known).onOneLine.fitted(to: Self.maximumBytes, in: .utf8)
    }

    /// As it is, percent-encoded, percent-decoded, and as JSON writes slashes.
    private static func spellings(of secret: String) -> [String] {
        let decoded = PercentEncoding.decode(secret)
        let forms = [secret, decoded, PercentEncoding.component(secret), PercentEncoding.component(decoded)]
        return (forms + forms.map { $0.replacing("/", with: "\\/") }).filter { $0.utf8.count >= 4 }
    }

    /// The beginning of `bytes` with the known secrets masked.
    /// - Parameter lowercased: the same bytes in lower case.
    private func masking(_ lowercased: [UInt8], of bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count, out.count < Self.searchedBytes {
            if let length = lengthOfSecret(in: lowercased, at: index) {
                out += Self.mask
                index += length
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private func lengthOfSecret(in bytes: [UInt8], at start: Int) -> Int? {
        needles[bytes[start]]?.first { bytes[start...].starts(with: $0) }?.count
    }

    /// What stands behind a host in a URL, and the value of a parameter with a telling name: a receiver may echo a
    /// secret that is made anew for each request, or one that is not ours.
    private static func maskingSuspects(in text: String) -> String {
        text.replacing(urlTail) { "\($0.output.1)/***" }.replacing(tellingParameter) { "\($0.output.1)***" }
    }

    private static var urlTail: Regex<(Substring, Substring)> {
        #/(https?:\\?/\\?/[^\s\/?\#"'<>\\]+)[\/?\#\\][^\s"'<>]*/#
    }

    private static var tellingParameter: Regex<(Substring, Substring)> {
        #/((?i:sign|signature|access_token|token|api_?key|key|secret|password)=)[^&\s"'<>]+/#
    }
}

extension UInt8 {
    fileprivate var lowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
