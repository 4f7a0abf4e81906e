/// Telegram's HTML, read as strictly as Telegram reads it: byte by byte, so that an accent on a mark hides nothing.
enum TelegramHTML {
    private static let tags: Set<String> = [
        "b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler",
    ]
    private static let entities = ["amp;": "&", "lt;": "<", "gt;": ">", "quot;": "\""]

    /// The text that people see; `nil` if it cannot be parsed.
    static func shown(_ html: String) -> String? {
        var shown: [UInt8] = []
        var open: [String] = []
        var rest = Array(html.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "<"):
                guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
                guard take(String(decoding: rest[..<end], as: UTF8.self), &open) else { return nil }
                rest = rest[(end + 1)...]
            case UInt8(ascii: "&"):
                let entity = entities.first { rest.starts(with: $0.key.utf8) }
                shown += Array((entity?.value ?? "&").utf8)
                rest = rest.dropFirst(entity?.key.utf8.count ?? 0)
            default: shown.append(byte)
            }
        }
        return open.isEmpty ? String(decoding: shown, as: UTF8.self) : nil
    }

    private static func take(_ tag: String, _ open: inout [String]) -> Bool {
        if tag.hasPrefix("/") { return open.popLast() == String(tag.dropFirst()) }
        let name = String(tag.prefix { $0 != " " })
        guard tags.contains(name) else { return false }
        open.append(name)
        return true
    }
}
