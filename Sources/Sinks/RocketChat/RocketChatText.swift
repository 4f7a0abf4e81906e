import BridgeCore

/// Rocket.Chat's Markdown. Not all of its versions know an escape, so an invisible space (U+200B) behind each character
/// that could be taken for a mark, a link or a name takes away its effect.
enum RocketChatText: ChatMarkup {
    static func escaped(_ text: String, to limit: Int) -> String {
        text.fitted(to: limit, in: .utf16) { $0.unicodeScalars.map(escape).joined() }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "[", "]", "(", ")", "!", "*", "_", "`", "#", "<", ">", "~", "|", "\\", "@": "\(scalar)\u{200B}"
        default: String(scalar)
        }
    }
}
