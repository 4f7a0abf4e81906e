import BridgeCore

/// What each chat asks of a request, written down anew and not taken from the code that is judged.
enum ChatRules {
    /// What is wrong with a body; empty if nothing is.
    static func faults(of chat: String, in body: [UInt8]) -> [String] {
        guard let json = try? JSONValue(parsing: body) else { return ["no JSON"] }
        switch chat {
        case "feishu": return limit("bytes", body.count, 20_480)
        case "wecom": return limit("content", json["markdown"]?["content"]?.string?.utf8.count ?? 5000, 4096)
        case "teams": return limit("bytes", body.count, 21_000) + card(json["attachments"]?.array?.first?["content"])
        case "discord": return discord(json)
        case "telegram": return limit("text", json["text"]?.string?.utf16.count ?? 5000, 4096) + html(json)
        case "slack_api", "slack": return SlackRules.blocks(of: json).flatMap(SlackRules.faults)
        case "mattermost": return limit("text", json["text"]?.string?.unicodeScalars.count ?? 20_000, 16_383)
        case "rocketchat": return limit("text", json["text"]?.string?.utf16.count ?? 6000, 5000)
        case "ntfy":
            return limit("message", json["message"]?.string?.utf8.count ?? 5000, 4096)
                + limit("title", json["title"]?.string?.utf8.count ?? 300, 250)
        default: return ["there are no rules for \(chat)"]
        }
    }

    /// The texts of a body in which the chat looks for marks, tags and names.
    static func markup(of chat: String, in body: [UInt8]) -> [String] {
        guard let json = try? JSONValue(parsing: body) else { return [] }
        switch chat {
        case "feishu":
            let elements = json["card"]?["elements"]?.array ?? []
            return elements.filter { $0["tag"]?.string == "markdown" }.compactMap { $0["content"]?.string }
        case "wecom": return [json["markdown"]?["content"]?.string ?? ""]
        case "dingtalk": return [json["markdown"]?["text"]?.string ?? ""]
        case "teams":
            let blocks = json["attachments"]?.array?.first?["content"]?["body"]?.array ?? []
            let values = blocks.flatMap { $0["facts"]?.array ?? [] }.compactMap { $0["value"]?.string }
            return blocks.compactMap { $0["text"]?.string } + values
        case "discord":
            let embed = json["embeds"]?.array?.first
            let values = (embed?["fields"]?.array ?? []).compactMap { $0["value"]?.string }
            return [embed?["title"]?.string, embed?["description"]?.string].compactMap { $0 } + values
        case "slack_api": return SlackRules.texts(json)
        case "ntfy": return [json["message"]?.string ?? ""]
        default: return [json["text"]?.string ?? ""]
        }
    }

    private static func limit(_ what: String, _ size: Int, _ most: Int) -> [String] {
        size > most ? ["\(what): \(size) of \(most)"] : []
    }

    private static func card(_ card: JSONValue?) -> [String] {
        let isRight = card?["type"]?.string == "AdaptiveCard" && card?["version"]?.string == "1.4"
        return isRight ? [] : ["no card of version 1.4"]
    }

    private static func discord(_ json: JSONValue) -> [String] {
        let embed = json["embeds"]?.array?.first
        let fields = embed?["fields"]?.array ?? []
        let texts =
            [embed?["title"]?.string, embed?["description"]?.string, embed?["footer"]?["text"]?.string]
            + fields.flatMap { [$0["name"]?.string, $0["value"]?.string] }
        let empty = fields.flatMap { [$0["name"], $0["value"]] }.contains { $0?.string?.isEmpty ?? true }
        let silent = json["allowed_mentions"]?["parse"]?.array == [] ? [] : ["mentions"]
        return limit("title", embed?["title"]?.string?.utf16.count ?? 300, 256)
            + limit("description", embed?["description"]?.string?.utf16.count ?? 0, 4096)
            + limit("fields", fields.count, 25)
            + fields.flatMap { limit("name", $0["name"]?.string?.utf16.count ?? 300, 256) }
            + fields.flatMap { limit("value", $0["value"]?.string?.utf16.count ?? 2000, 1024) }
            + limit("all", texts.reduce(0) { $0 + ($1?.utf16.count ?? 0) }, 6000) + (empty ? ["an empty field"] : [])
            + silent
    }

    /// Only known tags, each closed in its place, and no other `<` or `&`; byte by byte, as Telegram reads it.
    private static func html(_ json: JSONValue) -> [String] {
        var open: [String] = []
        var rest = Array((json["text"]?.string ?? "").utf8)[...]
        while let start = rest.firstIndex(where: { "<&".utf8.contains($0) }) {
            rest = rest[start...]
            if rest.first == UInt8(ascii: "&") {
                guard ["&amp;", "&lt;", "&gt;"].contains(where: { rest.starts(with: $0.utf8) }) else {
                    return ["a bare &"]
                }
                rest = rest.dropFirst()
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return ["a bare <"] }
            let tag = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { return ["<\(tag)> is not open"] }
            } else {
                let name = String(tag.prefix { $0 != " " })
                guard ["b", "blockquote", "a"].contains(name) else { return ["<\(tag)>"] }
                open.append(name)
            }
            rest = rest[(end + 1)...]
        }
        return open.isEmpty ? [] : ["\(open) left open"]
    }
}
