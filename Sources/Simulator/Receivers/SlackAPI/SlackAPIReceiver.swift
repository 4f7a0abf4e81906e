import BridgeCore

/// A fake of the messages of Slack's Web API: `/slack_api/api/chat.postMessage` and `…/chat.update`, for the token
/// `xoxb-simulated` and the channel `#security`, which is `C0SECURITY`. `C0ARCHIVED` is archived, `C0OUTSIDE` does not
/// have the bot. It answers 200 whatever happens, as Slack does.
struct SlackAPIReceiver: Receiver {
    private static let token = "xoxb-simulated"
    private static let channel = "C0SECURITY"
    var shelf = TicketShelf()

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(SlackAPIError) {
            let path = Array(request.segments.dropFirst())
            guard path.count == 2, path[0] == "api" else { throw .init("unknown_method") }
            guard let header = request.header("authorization") else { throw .init("not_authed") }
            guard header == "Bearer \(Self.token)" else { throw .init("invalid_auth") }
            guard let json = request.jsonObject else { throw .init("invalid_json") }
            switch path[1] {
            case "chat.postMessage": return try post(json, request)
            case "chat.update": return try update(json, request)
            default: throw .init("unknown_method")
            }
        } catch {
            return .refused(error.word, error.reply)
        }
    }

    func throttled(wait: Duration?) -> Reply {
        .json(
            429, ["ok": .bool(false), "error": .string("ratelimited")], headers: Reply.retryAfter(wait ?? .seconds(30)))
    }

    var forbidden: Reply { SlackAPIError("invalid_auth").reply }

    private mutating func post(_ json: JSONValue, _ request: ReceivedRequest) throws(SlackAPIError) -> Reception {
        try Self.check(channel: json["channel"], isID: false)
        if let fault = SlackMessage.fault(in: json) { throw .init(fault) }
        let title = SlackMessage.title(of: json)
        guard let thread = json["thread_ts"] else { return try begin(title, request) }
        guard let parent = thread.string else { throw .init("invalid_arguments") }
        guard shelf.change(parent, { $0.notes.append(title) }) else { throw .init("thread_not_found") }
        let reply = Self.name(500_000 + (shelf[parent]?.notes.count ?? 0))
        return Self.taken("\(title) (in thread \(parent))", request, ts: reply)
    }

    private mutating func begin(_ title: String, _ request: ReceivedRequest) throws(SlackAPIError) -> Reception {
        guard
            let made = shelf.make(title: title, state: "posted", labels: [], note: title, id: Self.name)
        else { throw .init("message_limit_exceeded") }
        return Self.taken(title, request, ts: made.id)
    }

    /// A message's name, which would be another one as a floating-point number.
    private static func name(_ number: Int) -> String { "1503435956.\(String(1_000_000 + number).dropFirst())" }

    private mutating func update(_ json: JSONValue, _ request: ReceivedRequest) throws(SlackAPIError) -> Reception {
        try Self.check(channel: json["channel"], isID: true)
        if let fault = SlackMessage.fault(in: json) { throw .init(fault) }
        let title = SlackMessage.title(of: json)
        guard let ts = json["ts"]?.string else { throw .init("invalid_arguments") }
        let isThere = shelf.change(ts) { message in
            message.title = title
            message.state = "edited"
        }
        guard isThere else { throw .init("message_not_found") }
        return Self.taken("\(title) (changed \(ts))", request, ts: ts)
    }

    /// A message is changed by its channel's id only.
    private static func check(channel: JSONValue?, isID: Bool) throws(SlackAPIError) {
        switch channel?.string {
        case Self.channel: return
        case "#security" where !isID: return
        case "C0ARCHIVED": throw .init("is_archived")
        case "C0OUTSIDE": throw .init("not_in_channel")
        default: throw .init("channel_not_found")
        }
    }

    private static func taken(_ title: String, _ request: ReceivedRequest, ts: String) -> Reception {
        let hasCharset = request.header("content-type")?.lowercased().contains("charset=utf-8") == true
        let warning = hasCharset ? [] : [JSONMember("warning", .string("missing_charset"))]
        let members = [
            JSONMember("ok", .bool(true)), JSONMember("channel", .string(channel)), JSONMember("ts", .string(ts)),
        ]
        let json = request.jsonObject
        return .accepted(
            title, request.body, id: json?["metadata"]?["event_payload"]?["id"]?.string,
            .json(200, JSONValue.object(members + warning).bytes))
    }
}

/// How Slack's Web API refuses: a word, with status 200.
struct SlackAPIError: Error, Sendable, Equatable {
    let word: String

    init(_ word: String) {
        self.word = word
    }

    var reply: Reply { .json(200, ["ok": .bool(false), "error": .string(word)]) }
}
