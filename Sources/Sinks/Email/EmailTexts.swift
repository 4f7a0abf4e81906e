import BridgeCore

/// A message as the two forms of a mail: plain text, and HTML that shows the same.
struct EmailTexts: Sendable {
    /// Of either, in UTF-8 bytes: whole digests fit, and every server takes it.
    static let maximumBytes = 64_000
    let plain: String
    let html: String

    init(_ message: Message, in language: Language) {
        plain = ChatText(message, in: language, within: Self.budget { $0.fitted(to: $1, in: .utf8) }, PlainMarkup.self)
            .text()
        html = EmailHTML(message, in: language, within: Self.budget(EmailHTML.escaped)).text
    }

    private static func budget(_ escape: @escaping (String, Int) -> String) -> ChatBudget {
        ChatBudget(
            unit: .utf8, total: maximumBytes, frame: 2000, around: 80, headline: 2000, label: 200, fact: 4000,
            facts: 50,
            note: 8000, item: 1000, list: 40_000, footer: 500, escape: escape)
    }
}

/// A message as a page that every mail program shows: no pictures, no scripts, styles only where they are used.
struct EmailHTML {
    private let parts: ChatParts
    private let mark: Message.Mark
    private let language: Language

    init(_ message: Message, in language: Language, within budget: ChatBudget) {
        parts = ChatParts(message, within: budget)
        mark = message.mark
        self.language = language
    }

    var text: String {
        let body = ([heading, facts, note, items, link, footer]).filter { !$0.isEmpty }.joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"></head>
            <body style="font-family:sans-serif;font-size:14px;line-height:1.5">
            \(body)
            </body></html>
            """
    }

    private var heading: String {
        let color = "000000".dropLast(String(mark.color, radix: 16).count) + String(mark.color, radix: 16)
        return "<h3 style=\"border-left:6px solid #\(color);padding-left:10px\">\(mark.symbol) \(parts.headline)</h3>"
    }

    private var facts: String {
        let rows = parts.facts.map { "<tr><th align=\"left\" valign=\"top\">\($0.label)</th><td>\($0.value)</td></tr>" }
        return rows.isEmpty ? "" : "<table cellpadding=\"3\">\n\(rows.joined(separator: "\n"))\n</table>"
    }

    private var note: String { parts.note.map { "<blockquote>\($0)</blockquote>" } ?? "" }

    private var items: String {
        let lines = parts.items.map { "<li>\($0.mark.symbol) \($0.text)</li>" }
        let more = parts.more > 0 ? ["<li>\(language.andMore(parts.more))</li>"] : []
        return lines.isEmpty && more.isEmpty ? "" : "<ul>\n\((lines + more).joined(separator: "\n"))\n</ul>"
    }

    private var link: String {
        parts.link.map { "<p><a href=\"\(Self.escaped($0, .max))\">\(language.openInConsole)</a></p>" } ?? ""
    }

    private var footer: String { "<p style=\"color:#667085;font-size:12px\">\(parts.footer)</p>" }

    /// Code point by code point: with an accent behind it, a `<` is another character, and still opens a tag.
    static func escaped(_ text: String, _ limit: Int) -> String {
        text.fitted(to: limit, in: .utf8) { $0.unicodeScalars.map(escape).joined() }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: String(scalar)
        }
    }
}
