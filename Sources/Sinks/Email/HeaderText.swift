import BridgeCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Any text as the value of a mail's header: encoded words (RFC 2047), whatever is in it, so that nothing in it has a meaning.
enum HeaderText {
    /// Of the text, in UTF-8 bytes: mail programs show no more, and some servers take no more.
    static let maximumBytes = 400
    /// So many make, with the mark of the encoding and a name before it, a line of less than 76 characters.
    private static let wordBytes = 39

    /// The whole header; it has a line for each word.
    static func line(_ name: String, _ text: String) -> String {
        let words = words(of: text.fitted(to: maximumBytes, in: .utf8))
        return "\(name): "
            + words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// Cut between code points, because each word is decoded by itself.
    private static func words(of text: String) -> [String] {
        var words: [String] = [""]
        for scalar in text.unicodeScalars {
            let piece = String(scalar)
            if words[words.count - 1].utf8.count + piece.utf8.count > wordBytes { words.append("") }
            words[words.count - 1] += piece
        }
        return words
    }
}
