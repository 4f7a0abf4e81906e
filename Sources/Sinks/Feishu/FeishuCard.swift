import BridgeCore

/// A message as Feishu and Lark show it: a card, or plain text where they refuse the card.
struct FeishuCard {
    /// The documentation allows 20 KB for the whole body.
    static let maximumBytes = 20_000

    var message: Message
    var language: Language
    /// What must be in every text: mentions, and the keyword that the bot asks for.
    var tail: FeishuTail

    private var budget: ChatBudget {
        ChatBudget(
            unit: .json, total: Self.maximumBytes, frame: 1200 + tail.size, around: 24, headline: 700, fact: 1000,
            note: 2500, item: 400, list: 15_000, escape: FeishuText.escaped)
    }

    /// Writes `msg_type` and `card`.
    func writeCard(_ body: inout JSONWriter) {
        let parts = ChatParts(message, within: budget)
        body.member("msg_type", "interactive")
        body.member(
            "card",
            object: { card in
                card.member("config", object: { $0.member("wide_screen_mode", true) })
                card.member("header", object: writeHeader)
                card.member("elements", array: { write(parts, to: &$0) })
            })
    }

    private func writeHeader(_ header: inout JSONWriter) {
        let title = "\(message.mark.symbol) \(message.headline.onOneLine)".fitted(to: 600, in: .json)
        header.member("title", object: { $0.plainText(title) })
        header.member("template", message.mark.template)
    }

    private func write(_ parts: ChatParts, to elements: inout JSONWriter) {
        let facts = parts.facts.map { "**\($0.label)**\(language.colon)\($0.value)" }
        let more = parts.more > 0 ? [language.andMore(parts.more)] : []
        let items = parts.items.map { "\($0.mark.symbol) \($0.text)" } + more
        for lines in [facts, parts.note.map { [$0] } ?? [], items, tail.markdown] where !lines.isEmpty {
            elements.object { element in
                element.member("tag", "markdown")
                element.member("content", lines.joined(separator: "\n"))
            }
        }
        if let link = parts.link { elements.button(language.openInConsole, url: link) }
        let footer = message.footer.onOneLine.fitted(to: 400, in: .json)
        elements.object { note in
            note.member("tag", "note")
            note.member("elements", array: { list in list.object { $0.plainText(footer) } })
        }
    }

    /// Writes `msg_type` and `content`.
    func writeText(_ body: inout JSONWriter) {
        var budget = budget
        budget.escape = FeishuText.plain
        let text = ChatText(message, in: language, within: budget, PlainMarkup.self).text(tail: tail.plain)
        body.member("msg_type", "text")
        body.member("content", object: { $0.member("text", text) })
    }
}

/// What stands at the end of every text.
struct FeishuTail: Sendable {
    /// One of the bot's keywords, without which it refuses a message.
    var keyword: String?
    /// Whom to call, by `open_id` or user id.
    var userIDs: [String]

    var size: Int { 2 * (markdown + plain).reduce(0) { $0 + TextUnit.json.size(of: $1) + 2 } }

    var markdown: [String] { lines(userIDs.map { "<at id=\($0)></at>" }) }
    var plain: [String] { lines(userIDs.map { #"<at user_id="\#($0)"></at>"# }) }

    private func lines(_ mentions: [String]) -> [String] {
        [keyword ?? "", mentions.joined(separator: " ")].filter { !$0.isEmpty }
    }
}

extension JSONWriter {
    fileprivate mutating func plainText(_ text: String) {
        member("tag", "plain_text")
        member("content", text)
    }

    fileprivate mutating func button(_ label: String, url: String) {
        object { element in
            element.member("tag", "action")
            element.member(
                "actions",
                array: { actions in
                    actions.object { button in
                        button.member("tag", "button")
                        button.member("text", object: { $0.plainText(label) })
                        button.member("type", "default")
                        button.member("url", url)
                    }
                })
        }
    }
}

extension Message.Mark {
    /// The colour of a card's head, in Feishu's words.
    fileprivate var template: String {
        switch self {
        case .open(.high): "red"
        case .open(.medium): "orange"
        case .open(.low): "yellow"
        case .good: "green"
        case .trouble: "carmine"
        case .open(.unknown), .aside, .notice: "grey"
        }
    }
}
