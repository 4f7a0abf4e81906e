import BridgeCore

/// DingTalk's subset of Markdown. It has no documented escape, so an invisible space (U+200B) behind each character
/// that could be taken for a mark, a tag, a link or a mention takes away its effect.
enum DingTalkText {
    static func escaped(_ text: String, to limit: Int) -> String {
        text.inert.fitted(to: limit, in: .utf8) { $0.unicodeScalars.map(escape).joined() }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "[", "]", "(", ")", "!", "*", "_", "`", "#", ">", "<", "~", "|", "\\", "@": "\(scalar)\u{200B}"
        default: String(scalar)
        }
    }
}
