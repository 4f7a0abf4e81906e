import BridgeCore

/// Slack's mrkdwn, and how foreign text is kept from being taken for it
/// (<https://docs.slack.dev/messaging/formatting-message-text>).
enum SlackText {
    /// For `plain_text` objects: the three characters that Slack wants escaped, and nothing else.
    static func plain(_ character: Character) -> String {
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: String(character)
        }
    }

    /// For `mrkdwn` objects. Slack has no escape for its marks, so an invisible space (U+200B) takes away their effect;
    /// an underscore counts as a mark too, although not within words, so that names are not spoilt for copying.
    static func mrkdwn(_ text: String, to limit: Int) -> String {
        neutralised(text).fitted(to: limit, in: .utf16, escape: plain)
    }

    private static func neutralised(_ text: String) -> String {
        var out = ""
        var before: Character = " "
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            let after = index + 1 < characters.count ? characters[index + 1] : " "
            out.append(character)
            if isMark(character, before, after) { out.append("\u{200B}") }
            before = character
        }
        return out
    }

    private static func isMark(_ character: Character, _ before: Character, _ after: Character) -> Bool {
        switch character {
        case "*", "~", "`", "@", "#": true
        case "_": !(before.isWord && after.isWord)
        default: false
        }
    }
}

extension Character {
    fileprivate var isWord: Bool { isLetter || isNumber }
}
