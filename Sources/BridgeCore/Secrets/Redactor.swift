/// Takes the secrets that it knows of out of foreign words, however they are spelt.
package struct Redactor: Sendable {
    private static let mask = Array("***".utf8)
    /// How much of a text is looked at; the rest is dropped, for nobody is told so much.
    private static let searchedBytes = 8192
    /// In lower case, by their first byte, longest first, so that a secret goes before a part of it is looked for.
    private let needles: [UInt8: [[UInt8]]]

    /// - Parameter secrets: what must not be told. What is shorter than four bytes is no secret.
    package init(secrets: some Sequence<String>) {
        let spellings = Set(secrets.filter { $0.utf8.count >= 4 }.flatMap(Self.spellings))
        let all = spellings.map { $0.utf8.map(\.lowercased) }.sorted { $0.count > $1.count }
        needles = Dictionary(grouping: all) { $0[0] }
    }

    /// The beginning of `text`, with `***` for each secret.
    package func masked(_ text: String) -> String {
        masking(text.utf8.map(\.lowercased), of: Array(text.utf8))
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
}

extension Redactor: CustomStringConvertible, CustomReflectable {
    package var description: String { "Redactor(<redacted>)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension UInt8 {
    fileprivate var lowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
