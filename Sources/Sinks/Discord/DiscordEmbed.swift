import BridgeCore

/// A message as one embed (<https://docs.discord.com/developers/resources/message>), within all of its limits, counted
/// in UTF-16 units to be safe.
struct DiscordEmbed {
    /// Of all texts together.
    static let maximumTotal = 6000
    private static let maximumTitle = 250

    private let message: Message
    private let language: Language
    private let parts: ChatParts
    /// The headline, if it is too long for the title.
    private let heading: String?

    init(_ message: Message, in language: Language) {
        self.message = message
        self.language = language
        let title = DiscordText.escaped(message.headline.inert, to: Self.maximumTitle)
        let whole = DiscordText.escaped(message.headline.inert, to: 700)
        heading = whole == title ? nil : whole
        let room = heading?.utf16.count ?? 0
        // A title has 256, a description 4096; a field's name 256, its value 1024, and there are at most 25.
        parts = ChatParts(
            message,
            within: ChatBudget(
                unit: .utf16, total: Self.maximumTotal, frame: 100 + room, around: 12, headline: Self.maximumTitle,
                label: 200, fact: 1000, facts: 25, note: 1000, item: 300, list: 2900 - room, escape: DiscordText.escaped
            ))
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
                        // Discord refuses an empty one, and with it the message.
                        field.member("name", fact.label.isEmpty ? "\u{200B}" : fact.label)
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
        return ([heading, parts.note].compactMap { $0 } + items + more).joined(separator: "\n")
    }
}
