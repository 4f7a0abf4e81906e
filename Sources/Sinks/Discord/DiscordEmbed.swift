import BridgeCore

/// A message as one embed (<https://docs.discord.com/developers/resources/message>), within all of its limits, counted
/// in UTF-16 units to be safe.
struct DiscordEmbed {
    /// Of all texts together.
    static let maximumTotal = 6000

    private let message: Message
    private let language: Language
    private let parts: ChatParts

    init(_ message: Message, in language: Language) {
        self.message = message
        self.language = language
        // A title has 256, a description 4096; a field's name 256, its value 1024, and there are at most 25.
        parts = ChatParts(
            message,
            within: ChatBudget(
                unit: .utf16, total: Self.maximumTotal, frame: 100, around: 12, headline: 250, label: 200, fact: 1000,
                facts: 25, note: 1000, item: 300, list: 2900, escape: DiscordText.escaped))
    }

    var body: [UInt8] {
        JSONWriter.object { body in
            body.member("embeds", array: { $0.object(write) })
            // Without it a webhook calls whom a text names.
            body.member("allowed_mentions", object: { $0.member("parse", array: { _ in }) })
        }
    }

    private func write(_ embed: inout JSONWriter) {
        embed.member("title", "\(message.mark.symbol) \(parts.headline)")
        embed.member("color", message.mark.color)
        if let link = parts.link { embed.member("url", link) }
        if !description.isEmpty { embed.member("description", description) }
        embed.member(
            "fields",
            array: { fields in
                for fact in parts.facts {
                    fields.object { field in
                        field.member("name", fact.label)
                        field.member("value", fact.value)
                        field.member("inline", true)
                    }
                }
            })
        // A footer knows no Markdown.
        let footer = message.footer.onOneLine.fitted(to: 300, in: .utf16)
        embed.member("footer", object: { $0.member("text", footer) })
    }

    private var description: String {
        let items = parts.items.map { "- \($0.mark.symbol) \($0.text)" }
        let more = parts.more > 0 ? ["- \(language.andMore(parts.more))"] : []
        return ((parts.note.map { [$0] } ?? []) + items + more).joined(separator: "\n")
    }
}
