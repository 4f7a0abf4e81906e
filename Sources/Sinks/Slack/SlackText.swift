import BridgeCore

/// Slack's mrkdwn, and how foreign text is kept from being taken for it
/// (<https://docs.slack.dev/messaging/formatting-message-text>).
enum SlackText {
    /// For `plain_text` objects: the three characters that Slack wants escaped, and nothing else. An accent on one of
    /// them does not hide it.
    static func plain(_ character: Character) -> String {
        character.unicodeScalars.map(escape).joined()
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: String(scalar)
        }
    }

    /// For `mrkdwn` objects. Slack has no escape for its marks, so an invisible space (U+200B) takes away their effect;
    /// an underscore counts as a mark too, although not within words, so that names are not spoilt for copying.
    static func mrkdwn(_ text: String, to limit: Int) -> String {
        let characters = Array(text)
        return characters.indices.lazy.map { piece(characters, $0) }.joined(fitting: limit, in: .utf16)
    }

    private static func piece(_ text: [Character], _ index: Int) -> String {
        let before = index > 0 ? text[index - 1] : " "
        let after = index + 1 < text.count ? text[index + 1] : " "
        return plain(text[index]) + (isMark(text[index], before, after) ? "\u{200B}" : "")
    }

    private static func isMark(_ character: Character, _ before: Character, _ after: Character) -> Bool {
        switch character.unicodeScalars.first {
        case "*", "~", "`", "@", "#": true
        case "_": !(before.isWord && after.isWord)
        default: false
        }
    }
}

extension Character {
    fileprivate var isWord: Bool { isLetter || isNumber }
}
