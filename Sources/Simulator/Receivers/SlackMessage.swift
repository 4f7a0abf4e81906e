import BridgeCore

/// Slack's limits on messages, as far as they are documented or were seen; all lengths in UTF-16 units.
enum SlackMessage {
    static let maximumBlocks = 50
    /// Characters of text in all blocks together. Slack does not document its cap; messages of more than this were
    /// refused.
    static let maximumText = 10_000

    /// The error that Slack gives for a message, if it does.
    static func fault(in message: JSONValue) -> String? {
        let blocks = message["blocks"]?.array ?? []
        let attachments = message["attachments"]?.array ?? []
        guard message["blocks"].isArrayOrAbsent else { return "invalid_blocks_format" }
        guard attachments.count <= 100 else { return "too_many_attachments" }
        guard message["text"].hasText || !blocks.isEmpty || !attachments.isEmpty else { return "no_text" }
        let all = [blocks] + attachments.map { $0["blocks"]?.array ?? [] }
        guard all.allSatisfy({ $0.count <= maximumBlocks && $0.allSatisfy(isLegal) }) else { return "invalid_blocks" }
        guard all.joined().reduce(0, { $0 + textLength($1) }) <= maximumText else { return "msg_blocks_too_long" }
        return message["text"].length <= 40_000 ? nil : "msg_too_long"
    }

    /// What a notification of the message would show.
    static func title(of message: JSONValue) -> String {
        let text = message["text"]?.string ?? message["attachments"]?.array?.first?["fallback"]?.string ?? ""
        return String(text.prefix { $0 != "\n" }.prefix(200))
    }

    private static func isLegal(_ block: JSONValue) -> Bool {
        guard block["block_id"].length <= 255 else { return false }
        switch block["type"]?.string {
        case "section": return isLegalSection(block)
        case "header": return block["text"].isText(1...150, markdown: false)
        case "context": return isList(block["elements"], atMost: 10)
        case "actions": return isList(block["elements"], atMost: 25) { isLegalElement($0) }
        case "image": return block["image_url"].length <= 3000 && (1...2000).contains(block["alt_text"].length)
        case "markdown": return (1...12_000).contains(block["text"].length)
        case "divider", "rich_text", "video", "input", "file": return true
        default: return false
        }
    }

    private static func isLegalSection(_ block: JSONValue) -> Bool {
        let fields = block["fields"]?.array ?? []
        guard block["text"] != nil || !fields.isEmpty, fields.count <= 10 else { return false }
        return (block["text"] == nil || block["text"].isText(1...3000))
            && fields.allSatisfy { Optional($0).isText(1...2000) }
    }

    private static func isLegalElement(_ element: JSONValue) -> Bool {
        guard element["type"]?.string == "button" else { return element["type"] != nil }
        return element["text"].isText(1...75, markdown: false) && element["url"].length <= 3000
            && element["value"].length <= 2000 && element["action_id"].length <= 255
    }

    private static func isList(
        _ elements: JSONValue?, atMost limit: Int, where isLegal: (JSONValue) -> Bool = { _ in true }
    ) -> Bool {
        let elements = elements?.array ?? []
        return (1...limit).contains(elements.count) && elements.allSatisfy(isLegal)
    }

    /// The text anywhere in a block.
    private static func textLength(_ value: JSONValue) -> Int {
        switch value {
        case .object(let members):
            members.reduce(0) { sum, member in
                member.name == "text" && member.value.string != nil
                    ? sum + Optional(member.value).length : sum + textLength(member.value)
            }
        case .array(let elements): elements.reduce(0) { $0 + textLength($1) }
        case .null, .bool, .number, .string: 0
        }
    }
}

extension JSONValue? {
    fileprivate var length: Int { self?.string?.utf16.count ?? 0 }
    fileprivate var hasText: Bool { length > 0 }
    fileprivate var isArrayOrAbsent: Bool { self == nil || self?.array != nil }

    /// Whether it is a text object of that length.
    fileprivate func isText(_ range: ClosedRange<Int>, markdown: Bool = true) -> Bool {
        let type = self?["type"]?.string
        return (type == "plain_text" || markdown && type == "mrkdwn") && range.contains((self?["text"]).length)
    }
}
