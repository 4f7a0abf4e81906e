import BridgeCore

/// Makes foreign words fit to be shown: removes the secrets that it knows of, however they are spelt, and whatever
/// looks like one; puts them on one line; caps them.
struct Redactor: Sendable {
    static let maximumBytes = 500
    private static let mask = Array("***".utf8)
    /// What is looked at for things that look like a secret; nothing behind it can be among the bytes that are kept.
    private static let searchedCharacters = 8192
    /// Lower case, longest first, so that a secret is gone before a part of it is looked for.
    private let needles: [[UInt8]]

    init(secrets: some Sequence<String>) {
        let spellings = Set(secrets.filter { $0.utf8.count >= 4 }.flatMap(Self.spellings))
        needles = spellings.map { $0.utf8.map(\.lowercased) }.sorted { $0.count > $1.count }
    }

    func redact(_ bytes: [UInt8]) -> String {
        redact(String(decoding: bytes, as: UTF8.self))
    }

    func redact(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for needle in needles { bytes = Self.masking(needle, in: bytes) }
        let known = String(decoding: bytes, as: UTF8.self)
        return Self.maskingSuspects(in: String(known.prefix(Self.searchedCharacters))).onOneLine.fitted(
            to: Self.maximumBytes, in: .utf8)
    }

    /// As it is, percent-encoded, percent-decoded, and as JSON writes slashes.
    private static func spellings(of secret: String) -> [String] {
        let decoded = PercentEncoding.decode(secret)
        let forms = [secret, decoded, PercentEncoding.component(secret), PercentEncoding.component(decoded)]
        return (forms + forms.map { $0.replacing("/", with: "\\/") }).filter { $0.utf8.count >= 4 }
    }

    private static func masking(_ needle: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if matches(needle, bytes, at: index) {
                out += mask
                index += needle.count
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }

    private static func matches(_ needle: [UInt8], _ bytes: [UInt8], at start: Int) -> Bool {
        guard start + needle.count <= bytes.count else { return false }
        return needle.indices.allSatisfy { bytes[start + $0].lowercased == needle[$0] }
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
