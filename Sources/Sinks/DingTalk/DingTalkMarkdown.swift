import BridgeCore

/// A message as a DingTalk robot shows it (`msgtype: markdown`), at most ``maximumBytes`` of JSON.
struct DingTalkMarkdown {
    /// DingTalk refuses bodies of more than 20,000 bytes.
    static let maximumBytes = 19_000
    /// What the title of the notification may hold, in UTF-16 units.
    static let maximumTitle = 64
    private static let headline = 700
    private static let fact = 500
    private static let note = 1500
    private static let item = 400

    var message: Message
    var language: Language
    var mentions: DingTalkMentions
    /// One of the robot's keywords, without which it refuses a message.
    var keyword: String?

    /// - Parameter id: the key by which DingTalk recognises a repetition.
    func body(id: String) -> [UInt8] {
        let required = lines(from: [heading], facts, note.map { [$0] } ?? [])
        let ending = link.map { [$0] } ?? []
        let last = [footer] + tail
        var text = required + items(room: room(beside: required + ending + last, id: id)) + ending + last
        // Only a hostile event comes here: its facts alone are too long. The headline and what the robot demands stay.
        while json(text, id: id).count > Self.maximumBytes, text.count > last.count + 1 {
            text.remove(at: text.count - last.count - 1)
        }
        return json(text, id: id)
    }

    private func lines(from parts: [String]...) -> [String] { parts.flatMap { $0 } }

    private func room(beside lines: [String], id: String) -> Int {
        Self.maximumBytes - json(lines, id: id).count
    }

    private func json(_ lines: [String], id: String) -> [UInt8] {
        var writer = JSONWriter(reserving: 4096)
        writer.object { body in
            body.member("msgtype", "markdown")
            body.member("msgUuid", id)
            body.member(
                "markdown",
                object: { markdown in
                    markdown.member("title", title)
                    markdown.member("text", lines.joined(separator: "\n\n"))
                })
            body.member("at", object: mentions.write)
        }
        return writer.bytes
    }

    private var title: String {
        "\(message.mark.symbol) \(message.headline)".fitted(to: Self.maximumTitle, in: .utf16)
    }

    private var heading: String {
        "### \(message.mark.symbol) \(DingTalkText.escaped(message.headline, to: Self.headline))"
    }

    private var facts: [String] {
        let lines = message.facts.map { fact in
            let value = DingTalkText.escaped(fact.value, to: Self.fact)
            return "- **\(DingTalkText.escaped(fact.label, to: 100))**\(language == .chinese ? "：" : ": ")\(value)"
        }
        return lines.isEmpty ? [] : [lines.joined(separator: "\n")]
    }

    private var note: String? {
        message.note.map { "> \(DingTalkText.escaped($0.beginningNoBlock, to: Self.note))" }
    }

    private var link: String? {
        message.link.map { "[\(language.openInConsole)](\($0))" }
    }

    private var footer: String { DingTalkText.escaped(message.footer, to: 400) }

    /// What must be in every text: the keyword, and those who are mentioned, who are not called otherwise.
    private var tail: [String] {
        [keyword, mentions.text].compactMap { $0 }.filter { !$0.isEmpty }
    }

    /// As many items as there is room for, counting what JSON makes of them.
    private func items(room: Int) -> [String] {
        var left = room - 64
        var lines: [String] = []
        for item in message.items {
            let line = "- \(item.mark.symbol) \(DingTalkText.escaped(item.text, to: Self.item))"
            left -= JSONValue.string(line).bytes.count
            guard left >= 0 else { break }
            lines.append(line)
        }
        let more = message.items.count - lines.count + message.moreItems
        if more > 0 { lines.append("- \(language.andMore(more))") }
        return lines.isEmpty ? [] : [lines.joined(separator: "\n")]
    }
}

/// Whom a message calls.
package struct DingTalkMentions: Sendable, Hashable {
    package var mobiles: [String]
    package var userIDs: [String]

    package init(mobiles: [String] = [], userIDs: [String] = []) {
        self.mobiles = mobiles
        self.userIDs = userIDs
    }

    /// A mention rings only if it stands in the text too.
    var text: String { (mobiles + userIDs).map { "@\($0)" }.joined(separator: " ") }

    func write(_ at: inout JSONWriter) {
        at.member("atMobiles", array: { list in mobiles.forEach { list.string($0) } })
        at.member("atUserIds", array: { list in userIDs.forEach { list.string($0) } })
        at.member("isAtAll", false)
    }
}
