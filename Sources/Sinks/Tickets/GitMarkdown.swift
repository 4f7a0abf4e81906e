import BridgeCore

/// A message in the Markdown of GitHub and GitLab. Foreign text is harmless in it: it calls nobody, links nothing, loads
/// no image and gives no order.
struct GitMarkdown {
    private static let value = 1000
    private static let note = 4000
    private static let item = 300

    private let message: Message
    private let language: Language

    init(_ message: Message, in language: Language) {
        self.message = message
        self.language = language
    }

    /// - Parameters:
    ///   - heading: whether the headline stands in it, as in a comment.
    ///   - limit: the characters that the receiver takes.
    func text(heading: Bool, limit: Int, before: [String] = []) -> String {
        let headline = heading ? ["\(message.mark.symbol) **\(Self.safe(message.headline, Self.value))**"] : []
        let facts = message.facts.map { "- **\(Self.safe($0.label, 80))**: \(Self.code($0.value, Self.value))" }
        let items = message.items.map { "- \($0.mark.symbol) \(Self.safe($0.text, Self.item))" }
        let more = message.moreItems > 0 ? [language.andMore(message.moreItems)] : []
        let parts =
            before + headline + [facts.joined(separator: "\n")]
            + (message.note.map { [Self.quoted($0, Self.note)] } ?? []) + [items.joined(separator: "\n")] + more
            + (message.link.map { ["<\($0)>"] } ?? []) + ["---\n\(Self.safe(message.footer, Self.value))"]
        return Self.fitted(parts.filter { !$0.isEmpty }, limit)
    }

    /// Whole parts, as many as there is room for; the first ones matter most.
    private static func fitted(_ parts: [String], _ limit: Int) -> String {
        var text = ""
        for part in parts where text.unicodeScalars.count + part.unicodeScalars.count + 2 <= limit {
            text += text.isEmpty ? part : "\n\n\(part)"
        }
        return text
    }

    /// On one line, with every mark's effect taken away.
    static func safe(_ text: String, _ limit: Int) -> String {
        text.onOneLine
            .replacing(/(?i)(www)\./) { "\($0.output.1)\u{200B}." }
            // An issue's number behind GitHub's other word for `#`.
            .replacing(/(?i)(GH)-/) { "\($0.output.1)\u{200B}-" }
            .fitted(to: limit, in: .utf16) { character in
                character.unicodeScalars.map(escape).joined()
            }
    }

    /// As a title, in which GitLab takes no mark but what calls people and names other things.
    static func title(_ text: String, _ limit: Int) -> String {
        text.onOneLine.fitted(to: limit, in: .utf16) { character in
            character.unicodeScalars.map { "@#!~$%&".unicodeScalars.contains($0) ? "\($0)\u{200B}" : String($0) }
                .joined()
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "@", "#", "!", "~", "$", "%", "^", ":": "\(scalar)\u{200B}"
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        case "\\", "`", "*", "_", "[", "]", "(", ")", "|", "+": "\\\(scalar)"
        case "/": "/\u{200B}"
        default: String(scalar)
        }
    }

    /// As a code span, fenced by more backticks than stand in it.
    private static func code(_ text: String, _ limit: Int) -> String {
        let text = text.onOneLine.fitted(to: limit, in: .utf16)
        guard !text.isEmpty else { return "" }
        let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
        return "\(fence) \(text) \(fence)"
    }

    private static func quoted(_ text: String, _ limit: Int) -> String { "> \(safe(text, limit))" }

    private static func longestRun(of mark: Character, in text: String) -> Int {
        var (longest, current) = (0, 0)
        for character in text {
            current = character == mark ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
