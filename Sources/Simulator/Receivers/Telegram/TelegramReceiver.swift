import BridgeCore

/// A fake of Telegram's Bot API: `/telegram/bot1:simulated/sendMessage`, for the chat -1001. The chat -1002 became
/// -1001002, from -1003 the bot was kicked, and no other is known.
struct TelegramReceiver: Receiver {
    private static let token = "bot1:simulated"
    private var made = 0

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        let path = Array(request.segments.dropFirst())
        guard path.count == 2, path[1] == "sendMessage" else { return Self.refused(404, "Not Found") }
        guard path[0] == Self.token else { return Self.refused(401, "Unauthorized") }
        guard let json = request.jsonObject else { return Self.refused(400, "Bad Request: chat_id is empty") }
        if let fault = Self.fault(ofChat: json["chat_id"]?.text ?? "") { return fault }
        return accept(json, request.body)
    }

    func throttled(wait: Duration?) -> Reply {
        let seconds = Int64((wait ?? .seconds(5)).retryAfter) ?? 1
        return Self.reply(
            429, "Too Many Requests: retry after \(seconds)",
            [JSONMember("retry_after", .number("\(seconds)"))])
    }

    var forbidden: Reply { Self.reply(403, "Forbidden: bot was kicked from the supergroup chat") }

    private static func fault(ofChat chat: String) -> Reception? {
        switch chat {
        case "-1001", "-1001002": nil
        case "-1002":
            .refused(
                "moved",
                reply(
                    400, "Bad Request: group chat was upgraded to a supergroup chat",
                    [JSONMember("migrate_to_chat_id", .number("-1001002"))]))
        case "-1003": refused(403, "Forbidden: bot was kicked from the supergroup chat")
        default: refused(400, "Bad Request: chat not found")
        }
    }

    private mutating func accept(_ json: JSONValue, _ body: [UInt8]) -> Reception {
        let text = json["text"]?.string ?? ""
        guard let shown = json["parse_mode"] == nil ? text : TelegramHTML.shown(text) else {
            return Self.refused(400, "Bad Request: can't parse entities: Unsupported start tag or unclosed entity")
        }
        guard !shown.trimmed.isEmpty else { return Self.refused(400, "Bad Request: message text is empty") }
        guard shown.utf16.count <= 4096 else { return Self.refused(400, "Bad Request: message is too long") }
        made += 1
        let result = JSONValue.object([JSONMember("message_id", .number("\(made)"))])
        return .accepted(shown.firstLine, body, .json(200, ["ok": .bool(true), "result": result]))
    }

    private static func refused(_ status: Int, _ text: String) -> Reception { .refused(text, reply(status, text)) }

    private static func reply(_ status: Int, _ text: String, _ parameters: [JSONMember] = []) -> Reply {
        let members = [
            JSONMember("ok", .bool(false)), JSONMember("error_code", .number("\(status)")),
            JSONMember("description", .string(text)),
        ]
        let more = parameters.isEmpty ? [] : [JSONMember("parameters", .object(parameters))]
        return .json(status, JSONValue.object(members + more).bytes)
    }
}
