import BridgeCore

/// The subset of Markdown that a TextBlock of an Adaptive Card knows. The backslash escapes its marks, and the braces of
/// `{{DATE(…)}}`, which is a command. What is a mark only at the start of a line (`-`, `1.`) stays, so that addresses
/// can be read: foreign text never starts a line that matters.
enum TeamsText {
    static func escaped(_ text: String, to limit: Int) -> String {
        text.fitted(to: limit, in: .json) { $0.unicodeScalars.map(escape).joined() }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "!", "|", "~": "\\\(scalar)"
        // There is no escape for a tag.
        case "<": "<\u{200B}"
        default: String(scalar)
        }
    }
}
