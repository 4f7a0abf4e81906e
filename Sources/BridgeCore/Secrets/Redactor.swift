#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

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

    /// As it is and percent-decoded; either also in base64, all of them percent-encoded, and all of those as JSON may write
    /// them.
    private static func spellings(of secret: String) -> [String] {
        let plain = [secret, PercentEncoding.decode(secret)]
        let texts = plain + plain.flatMap(base64)
        let forms = texts + texts.map(PercentEncoding.component) + texts.map(percentEncoded)
        return (forms + forms.flatMap(json)).filter { $0.utf8.count >= 4 }
    }

    /// What stands for the secret in the base64 of whatever holds it, in both alphabets: each of the three ways it may lie
    /// there, without the characters at its ends that stand for its neighbours too. Short ones are in too many words.
    private static func base64(_ secret: String) -> [String] {
        let bytes = Array(secret.utf8)
        guard bytes.count >= 8 else { return [] }
        return (0..<3).flatMap { before -> [String] in
            let text = Data([UInt8](repeating: 0, count: before) + bytes).base64EncodedString()
            let whole = String(text.prefix((before + bytes.count) * 8 / 6).dropFirst(before == 0 ? 0 : before + 1))
            return [whole, whole.replacing("+", with: "-").replacing("/", with: "_")]
        }
    }

    /// Some encode whatever is no letter or digit, more than they must.
    private static func percentEncoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber)
            encoded += isPlain ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }

    private static func json(_ text: String) -> [String] {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return [escaped, escaped.replacing("/", with: "\\/"), escaped.replacing("/", with: "\\u002f")]
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
