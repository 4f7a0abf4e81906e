import BridgeCore

/// A message as text for a ticket, in the markup of its system. Whole parts are left out where there is no room: the
/// first ones matter most.
struct MarkedText {
    /// How a system marks text up, and what keeps foreign text from doing so.
    struct Markup {
        var escape: (Character) -> String
        var strong: (String) -> String = { $0 }
        var item = "- "
        var quote = ""
        var link: (String) -> String = { $0 }

        /// Nothing has an effect.
        static var plain: Markup { Markup(escape: { String($0) }) }
    }

    private static let value = 1000
    private static let note = 4000
    private let message: Message
    private let language: Language
    private let markup: Markup

    init(_ message: Message, in language: Language, _ markup: Markup) {
        (self.message, self.language, self.markup) = (message, language, markup)
    }

    /// - Parameters:
    ///   - heading: whether the headline stands in it, as in a comment.
    ///   - limit: in UTF-16 units, which are never fewer than the characters that the receiver counts.
    func text(heading: Bool, limit: Int, before: [String] = []) -> String {
        let headline = "\(message.mark.symbol) \(markup.strong(safe(message.headline, Self.value)))"
        let facts = message.facts.map {
            "\(markup.item)\(markup.strong(safe($0.label, 80))): \(safe($0.value, Self.value))"
        }
        let items = message.items.map { "\(markup.item)\($0.mark.symbol) \(safe($0.text, Self.value))" }
        let more = message.moreItems > 0 ? [language.andMore(message.moreItems)] : []
        let parts =
            before + (heading ? [headline] : []) + [facts.joined(separator: "\n")]
            + (message.note.map { [markup.quote + safe($0, Self.note)] } ?? []) + [items.joined(separator: "\n")]
            + more + (message.link.map { [markup.link($0)] } ?? []) + [safe(message.footer, Self.value)]
        return Self.fitted(parts.filter { !$0.isEmpty }, limit)
    }

    private func safe(_ text: String, _ limit: Int) -> String {
        text.onOneLine.fitted(to: limit, in: .utf16, escape: markup.escape)
    }

    private static func fitted(_ parts: [String], _ limit: Int) -> String {
        var text = ""
        for part in parts where text.utf16.count + part.utf16.count + 2 <= limit {
            text += text.isEmpty ? part : "\n\n\(part)"
        }
        return text
    }
}
