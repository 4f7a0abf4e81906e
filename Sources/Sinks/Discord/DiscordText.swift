import BridgeCore

/// Discord's Markdown. The backslash escapes its marks, and tags such as `<@123>` and `<:emoji:1>`.
enum DiscordText {
    static func escaped(_ text: String, to limit: Int) -> String {
        text.fitted(to: limit, in: .utf16) { $0.unicodeScalars.map(escape).joined() }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\", "*", "_", "~", "`", "|", ">", "<", "#", "[", "]", "(", ")": "\\\(scalar)"
        // Mentions are switched off; this keeps it from looking like one.
        case "@": "@\u{200B}"
        default: String(scalar)
        }
    }
}
