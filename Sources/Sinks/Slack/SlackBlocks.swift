import BridgeCore

/// A message as Block Kit wants it (<https://docs.slack.dev/reference/block-kit/blocks>), within all of its limits,
/// counted in UTF-16 units to be safe.
struct SlackBlocks {
    /// Slack refuses a whole message (`msg_blocks_too_long`) somewhere above 9,500; this is not documented.
    static let maximumTotal = 9000
    private static let header = 150
    private static let fieldsPerSection = 10
    private static let fact = 400
    private static let note = 1200
    private static let listSection = 2900
    private static let item = 300
    private static let footer = 300

    private let message: Message
    private let language: Language
    /// What is left of ``maximumTotal``.
    private var room = Self.maximumTotal

    /// - Parameter members: writes what the request says besides the message.
    /// - Returns: the body of the request.
    static func body(
        of message: Message, in language: Language, with members: (inout JSONWriter) -> Void = { _ in }
    ) -> [UInt8] {
        var blocks = SlackBlocks(message: message, language: language)
        return blocks.body(members)
    }

    private init(message: Message, language: Language) {
        self.message = message
        self.language = language
    }

    private mutating func body(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        // The order is that of importance: what comes last gets what room is left.
        let headline = "\(message.mark.symbol) \(message.headline)"
        let title = take(headline.fitted(to: Self.header, in: .utf16, escape: SlackText.plain))
        let footer = take(message.footer.fitted(to: Self.footer, in: .utf16, escape: SlackText.plain))
        let rest = headline.utf16.count > Self.header ? take(SlackText.mrkdwn(message.headline, to: Self.note)) : nil
        let facts = fields()
        // Slack refuses an empty section, and with it the message.
        let note = message.note.flatMap {
            $0.trimmed.isEmpty ? nil : take(SlackText.mrkdwn($0.beginningNoBlock, to: Self.note))
        }
        let lists = itemSections()

        var writer = JSONWriter(reserving: 4096)
        writer.object { body in
            members(&body)
            body.member("text", headline.fitted(to: 3000, in: .utf16, escape: SlackText.plain))
            body.member("unfurl_links", false)
            body.member("unfurl_media", false)
            body.member("blocks", array: { $0.header(title) })
            body.member(
                "attachments",
                array: { attachments in
                    attachments.object { attachment in
                        attachment.member("color", "#\(String(message.mark.color, radix: 16))")
                        attachment.member("fallback", title)
                        attachment.member(
                            "blocks",
                            array: { blocks in
                                if let rest { blocks.section(rest) }
                                for start in stride(from: 0, to: facts.count, by: Self.fieldsPerSection) {
                                    blocks.fields(facts[start..<min(start + Self.fieldsPerSection, facts.count)])
                                }
                                if let note { blocks.section(note) }
                                lists.forEach { blocks.section($0) }
                                if let link = message.link { blocks.button(label: language.openInConsole, url: link) }
                                blocks.context(footer)
                            })
                    }
                })
        }
        return writer.bytes
    }

    /// The facts, as far as there is room for them and for what comes behind.
    private mutating func fields() -> [String] {
        var fields: [String] = []
        for field in message.facts.prefix(Self.fieldsPerSection * 2).map(field) {
            guard field.utf16.count + Self.note + 60 <= room else { break }
            fields.append(take(field))
        }
        return fields
    }

    private mutating func take(_ text: String) -> String {
        room -= text.utf16.count
        return text
    }

    private func field(_ fact: Message.Fact) -> String {
        "*\(SlackText.mrkdwn(fact.label, to: 80))*\n\(SlackText.mrkdwn(fact.value, to: Self.fact))"
    }

    /// The items, one per line, in as many sections as it takes; what does not fit is counted.
    private mutating func itemSections() -> [String] {
        var sections: [String] = []
        var current = ""
        var shown = 0
        for item in message.items {
            let line = "\(item.mark.symbol) \(SlackText.mrkdwn(item.text, to: Self.item))\n"
            guard line.utf16.count + 60 <= room else { break }
            if current.utf16.count + line.utf16.count > Self.listSection {
                sections.append(current)
                current = ""
            }
            current += take(line)
            shown += 1
        }
        let more = message.items.count - shown + message.moreItems
        if more > 0 { current += language.andMore(more) }
        return (sections + [current]).filter { !$0.isEmpty }.map(\.trimmed)
    }
}
