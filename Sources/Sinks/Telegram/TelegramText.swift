import BridgeCore

/// Telegram's HTML (<https://core.telegram.org/bots/api#html-style>).
enum TelegramText: ChatMarkup {
    static func bold(_ text: String) -> String { "<b>\(text)</b>" }
    static func quoted(_ text: String) -> String { "<blockquote>\(text)</blockquote>" }
    static func item(_ text: String) -> String { "• \(text)" }

    static func link(_ label: String, to url: String) -> String {
        "<a href=\"\(url.replacing("&", with: "&amp;"))\">\(label)</a>"
    }

    static func escaped(_ text: String, to limit: Int) -> String {
        text.fitted(to: limit, in: .utf16) { $0.unicodeScalars.map(escape).joined() }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "@": "@\u{200B}"
        default: String(scalar)
        }
    }

    /// For a text without any parsing, in which a name would still call somebody.
    static func plain(_ text: String, to limit: Int) -> String {
        text.fitted(to: limit, in: .utf16) { $0.unicodeScalars.map { $0 == "@" ? "@\u{200B}" : String($0) }.joined() }
    }
}
