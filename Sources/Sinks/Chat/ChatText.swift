import BridgeCore

/// How a chat that takes one text marks it up. What it is given is escaped already.
protocol ChatMarkup {
    static func heading(_ text: String) -> String
    static func bold(_ text: String) -> String
    static func quoted(_ text: String) -> String
    static func item(_ text: String) -> String
    static func link(_ label: String, to url: String) -> String
}

/// As most chats have it, which call it Markdown.
extension ChatMarkup {
    static func heading(_ text: String) -> String { bold(text) }
    static func bold(_ text: String) -> String { "**\(text)**" }
    static func quoted(_ text: String) -> String { "> \(text)" }
    static func item(_ text: String) -> String { "- \(text)" }
    static func link(_ label: String, to url: String) -> String { "[\(label)](\(url))" }
}

/// No marks at all.
enum PlainMarkup: ChatMarkup {
    static func bold(_ text: String) -> String { text }
    static func quoted(_ text: String) -> String { text }
    static func link(_ label: String, to url: String) -> String { url }
}

/// A message as one text.
struct ChatText<Markup: ChatMarkup> {
    private let parts: ChatParts
    private let mark: Message.Mark
    private let language: Language

    init(_ message: Message, in language: Language, within budget: ChatBudget, _: Markup.Type) {
        parts = ChatParts(message, within: budget)
        mark = message.mark
        self.language = language
    }

    /// - Parameters:
    ///   - hasHeading: false where the headline stands elsewhere.
    ///   - tail: what must be in it, such as mentions; it is ours, and counted in ``ChatBudget/frame``.
    func text(hasHeading: Bool = true, hasLink: Bool = true, tail: [String] = []) -> String {
        let heading = hasHeading ? [Markup.heading("\(mark.symbol) \(parts.headline)")] : []
        let link = hasLink ? parts.link.map { [Markup.link(language.openInConsole, to: $0)] } ?? [] : []
        let paragraphs = heading + [facts] + note + [items] + link + [parts.footer] + tail
        return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var facts: String {
        parts.facts.map { Markup.item("\(Markup.bold($0.label))\(language.colon)\($0.value)") }
            .joined(separator: "\n")
    }

    private var note: [String] { parts.note.map { [Markup.quoted($0)] } ?? [] }

    private var items: String {
        let lines = parts.items.map { Markup.item("\($0.mark.symbol) \($0.text)") }
        let more = parts.more > 0 ? [Markup.item(language.andMore(parts.more))] : []
        return (lines + more).joined(separator: "\n")
    }
}
