import BridgeCore

/// A message as a document in the Atlassian Document Format, which Jira Cloud takes. Foreign text stands in text nodes
/// and is not interpreted there.
struct JiraDocument {
    /// A text has at most 32 767 characters; counted here are the bytes of the whole document, which are more.
    private static let maximumBytes = 30_000
    private static let value = 1000
    private static let note = 4000
    private let message: Message
    private let language: Language

    init(_ message: Message, in language: Language) {
        (self.message, self.language) = (message, language)
    }

    /// - Parameter heading: whether the headline stands in it, as in a comment.
    func json(heading: Bool, before: [String] = []) -> [UInt8] {
        let blocks = Self.fitted(before.map { Self.paragraph([Self.text($0)]) } + (heading ? [headline] : []) + body)
        return JSONWriter.object { document in
            document.member("type", "doc")
            document.member("version", 1)
            document.member("content", array: { content in blocks.forEach { content.raw($0) } })
        }
    }

    private var headline: [UInt8] {
        Self.paragraph([Self.text("\(message.mark.symbol) "), Self.text(Self.cut(message.headline), mark: "strong")])
    }

    private var body: [[UInt8]] {
        let facts = message.facts.map {
            [Self.text("\(Self.cut($0.label)): ", mark: "strong"), Self.text(Self.cut($0.value))]
        }
        let items = message.items.map { [Self.text("\($0.mark.symbol) \(Self.cut($0.text))")] }
        let more = message.moreItems > 0 ? [Self.paragraph([Self.text(language.andMore(message.moreItems))])] : []
        let note = message.note.map { Self.cut($0, Self.note) }.flatMap { $0.isEmpty ? nil : Self.quote($0) }
        return Self.list(facts) + (note.map { [$0] } ?? []) + Self.list(items) + more
            + (message.link.map { [Self.paragraph([Self.link($0)])] } ?? [])
            + [Self.paragraph([Self.text(Self.cut(message.footer))])]
    }

    private static func cut(_ text: String, _ limit: Int = value) -> String {
        text.onOneLine.fitted(to: limit, in: .utf16)
    }

    /// Whole blocks, as many as there is room for; the first ones matter most.
    private static func fitted(_ blocks: [[UInt8]]) -> [[UInt8]] {
        var size = 0
        return blocks.filter { block in
            guard size + block.count <= maximumBytes else { return false }
            size += block.count
            return true
        }
    }

    // MARK: Nodes

    private static func list(_ lines: [[[UInt8]]]) -> [[UInt8]] {
        let items = lines.map { node("listItem", [paragraph($0)]) }
        return items.isEmpty ? [] : [node("bulletList", items)]
    }

    private static func quote(_ text: String) -> [UInt8] { node("blockquote", [paragraph([Self.text(text)])]) }

    /// A text node must not be empty.
    private static func paragraph(_ texts: [[UInt8]]) -> [UInt8] { node("paragraph", texts.filter { !$0.isEmpty }) }

    private static func node(_ type: String, _ content: [[UInt8]]) -> [UInt8] {
        JSONWriter.object { node in
            node.member("type", type)
            node.member("content", array: { list in content.forEach { list.raw($0) } })
        }
    }

    private static func text(_ text: String, mark: String? = nil) -> [UInt8] {
        text.isEmpty
            ? []
            : JSONWriter.object { node in
                node.member("type", "text")
                node.member("text", text)
                if let mark { node.member("marks", array: { $0.object { $0.member("type", mark) } }) }
            }
    }

    private static func link(_ address: String) -> [UInt8] {
        JSONWriter.object { node in
            node.member("type", "text")
            node.member("text", address)
            node.member(
                "marks",
                array: { marks in
                    marks.object { mark in
                        mark.member("type", "link")
                        mark.member("attrs", object: { $0.member("href", address) })
                    }
                })
        }
    }
}
