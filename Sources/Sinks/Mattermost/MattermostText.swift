import BridgeCore

/// Mattermost's Markdown. The backslash escapes its marks, but not the names that call people.
enum MattermostText: ChatMarkup {
    static func heading(_ text: String) -> String { "#### \(text)" }

    static func escaped(_ text: String, to limit: Int) -> String {
        text.fitted(to: limit, in: .utf16) { $0.unicodeScalars.map(escape).joined() }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "!", ">", "~", "|": "\\\(scalar)"
        // A name calls people wherever it stands, even where its "@" is an entity, and a tag has no escape.
        case "@", "&", "<": "\(scalar)\u{200B}"
        default: String(scalar)
        }
    }
}
