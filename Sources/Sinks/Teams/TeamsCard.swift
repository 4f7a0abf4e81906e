import BridgeCore

/// A message as an Adaptive Card 1.4 (<https://adaptivecards.io/explorer/>). Teams takes a card first and may drop it
/// later without a word, so everything is kept within what is known to arrive.
struct TeamsCard {
    static let maximumBytes = 21_000

    private let message: Message
    private let language: Language
    private let parts: ChatParts

    init(_ message: Message, in language: Language) {
        self.message = message
        self.language = language
        parts = ChatParts(
            message,
            within: ChatBudget(
                unit: .json, total: Self.maximumBytes, frame: 1600, around: 32, headline: 700, fact: 1000, note: 2500,
                item: 400, list: 15_000, escape: TeamsText.escaped))
    }

    var body: [UInt8] {
        JSONWriter.object { body in
            body.member("type", "message")
            body.member(
                "attachments",
                array: { attachments in
                    attachments.object { attachment in
                        attachment.member("contentType", "application/vnd.microsoft.card.adaptive")
                        attachment.member("contentUrl", JSONValue.null)
                        attachment.member("content", object: writeCard)
                    }
                })
        }
    }

    private func writeCard(_ card: inout JSONWriter) {
        card.member("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
        card.member("type", "AdaptiveCard")
        card.member("version", "1.4")
        card.member("msteams", object: { $0.member("width", "Full") })
        card.member("body", array: writeBlocks)
        if let link = parts.link { card.member("actions", array: { $0.openURL(language.openInConsole, link) }) }
    }

    private func writeBlocks(_ blocks: inout JSONWriter) {
        blocks.text("\(message.mark.symbol) \(parts.headline)") { block in
            block.member("weight", "Bolder")
            block.member("size", "Medium")
            block.member("color", message.mark.style)
        }
        if !parts.facts.isEmpty {
            blocks.object { block in
                block.member("type", "FactSet")
                block.member("facts", array: { facts in parts.facts.forEach { facts.fact($0) } })
            }
        }
        if let note = parts.note { blocks.text(note) }
        if !items.isEmpty { blocks.text(items) }
        blocks.text(parts.footer) { block in
            block.member("isSubtle", true)
            block.member("size", "Small")
        }
    }

    private var items: String {
        let more = parts.more > 0 ? ["- \(language.andMore(parts.more))"] : []
        return (parts.items.map { "- \($0.mark.symbol) \($0.text)" } + more).joined(separator: "\n")
    }
}

extension JSONWriter {
    fileprivate mutating func text(_ text: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
        object { block in
            block.member("type", "TextBlock")
            block.member("text", text)
            block.member("wrap", true)
            members(&block)
        }
    }

    fileprivate mutating func fact(_ fact: Message.Fact) {
        object { object in
            object.member("title", fact.label)
            object.member("value", fact.value)
        }
    }

    fileprivate mutating func openURL(_ title: String, _ url: String) {
        object { action in
            action.member("type", "Action.OpenUrl")
            action.member("title", title)
            action.member("url", url)
        }
    }
}

extension Message.Mark {
    /// The colour of a text, in the words of Adaptive Cards.
    fileprivate var style: String {
        switch self {
        case .open(.high), .trouble: "Attention"
        case .open(.medium), .open(.low): "Warning"
        case .good: "Good"
        case .open(.unknown), .aside, .notice: "Default"
        }
    }
}
