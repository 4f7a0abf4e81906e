import BridgeCore

/// Text in a card's Markdown. Numeric entities are its documented escape.
enum FeishuText {
    static func escaped(_ text: String, to limit: Int) -> String {
        text.fitted(to: limit, in: .json) { $0.unicodeScalars.map(escape).joined() }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "<", ">", "&", "*", "~", "[", "]", "(", ")", "_", "`", "#", "!", "|", "\\", "@": "&#\(scalar.value);"
        default: String(scalar)
        }
    }

    /// For messages of plain text, which have no escape: an invisible space (U+200B) makes a tag none.
    static func plain(_ text: String, to limit: Int) -> String {
        text.fitted(to: limit, in: .json) { character in
            character.unicodeScalars.map { $0 == "<" ? "<\u{200B}" : String($0) }.joined()
        }
    }
}
