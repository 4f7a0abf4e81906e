import BridgeCore

/// A fake of Discord's webhooks: `/discord/api/webhooks/1/simulated`. Any other number is a webhook that was deleted.
/// Without `wait=true` it answers 204 whether it kept the message or not, as Discord does.
struct DiscordReceiver: Receiver {
    private var made = 0

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        let path = Array(request.segments.dropFirst())
        guard request.method == "POST", path.count == 4, path[0] == "api", path[1] == "webhooks", path[2] == "1" else {
            return Self.refused(404, 10_015, "Unknown Webhook")
        }
        guard path[3] == "simulated" else { return .refused("Invalid Webhook Token", forbidden) }
        guard let json = request.jsonObject else {
            return Self.refused(400, 50_109, "The request body contains invalid JSON.")
        }
        let waits = request.parameter("wait") == "true"
        if let fault = Self.fault(in: json) { return waits ? fault.reception : .refused(fault.what, Reply(204)) }
        made += 1
        let id = String(1_100_000_000_000_000_000 + made)
        return .accepted(
            Self.title(of: json), request.body,
            waits ? .json(200, ["id": .string(id), "type": .number("0"), "channel_id": .string("1")]) : Reply(204))
    }

    /// In seconds, finer in the body than in the header.
    func throttled(wait: Duration?) -> Reply {
        let wait = wait ?? .milliseconds(640)
        return .json(
            429,
            [
                "message": .string("You are being rate limited."),
                "retry_after": .number("\(Double(wait.milliseconds) / 1000)"), "global": .bool(false),
            ], headers: Reply.retryAfter(wait))
    }

    var forbidden: Reply { Self.reply(401, 50_027, "Invalid Webhook Token") }

    private struct Fault {
        var what: String

        var reception: Reception {
            let errors = JSONValue.object([JSONMember("embeds", .string(what))])
            return .refused(
                what,
                .json(
                    400,
                    ["message": .string("Invalid Form Body"), "code": .number("50035"), "errors": errors]))
        }
    }

    private static func fault(in json: JSONValue) -> Fault? {
        let embeds = json["embeds"]?.array ?? []
        guard !(json["content"]?.string ?? "").isEmpty || !embeds.isEmpty else { return Fault(what: "empty message") }
        guard (json["content"]?.string ?? "").utf16.count <= 2000 else { return Fault(what: "content") }
        guard embeds.count <= 10 else { return Fault(what: "embeds") }
        guard embeds.reduce(0, { $0 + size(of: $1) }) <= 6000 else { return Fault(what: "6000 in all embeds") }
        return embeds.lazy.compactMap(fault(inEmbed:)).first
    }

    private static func fault(inEmbed embed: JSONValue) -> Fault? {
        let fields = embed["fields"]?.array ?? []
        if length(embed["title"]) > 256 { return Fault(what: "title") }
        if length(embed["description"]) > 4096 { return Fault(what: "description") }
        if length(embed["footer"]?["text"]) > 2048 { return Fault(what: "footer") }
        if fields.count > 25 { return Fault(what: "fields") }
        if let color = embed["color"]?.integer, !(0...0xFF_FFFF).contains(color) { return Fault(what: "color") }
        let isLegal = fields.allSatisfy {
            (1...256).contains(length($0["name"])) && (1...1024).contains(length($0["value"]))
        }
        return isLegal ? nil : Fault(what: "field")
    }

    private static func length(_ text: JSONValue?) -> Int { text?.string?.utf16.count ?? 0 }

    private static func size(of embed: JSONValue) -> Int {
        length(embed["title"]) + length(embed["description"]) + length(embed["footer"]?["text"])
            + (embed["fields"]?.array ?? []).reduce(0) { $0 + length($1["name"]) + length($1["value"]) }
    }

    private static func title(of json: JSONValue) -> String {
        json["embeds"]?.array?.first?["title"]?.string ?? json["content"]?.string ?? ""
    }

    private static func refused(_ status: Int, _ code: Int, _ message: String) -> Reception {
        .refused(message, reply(status, code, message))
    }

    private static func reply(_ status: Int, _ code: Int, _ message: String) -> Reply {
        .json(status, ["message": .string(message), "code": .number("\(code)")])
    }
}
