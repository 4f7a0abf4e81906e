import BridgeCore

/// A fake of the group robots of WeCom: `/wecom/cgi-bin/webhook/send?key=simulated`. Any other robot was removed. It
/// answers 200 whatever happens, as WeCom does.
struct WeComReceiver: Receiver {
    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard request.method == "POST", request.segments.dropFirst() == ["cgi-bin", "webhook", "send"],
            request.parameter("key") == "simulated"
        else { return Self.refused(93_000, "invalid webhook url, hint: [1767225600_1], from ip: 127.0.0.1") }
        guard let json = request.jsonObject else { return Self.refused(47_001, "data format error") }
        guard let type = json["msgtype"]?.string,
            let limit = ["text": 2048, "markdown": 4096, "markdown_v2": 4096][type]
        else { return Self.refused(40_008, "invalid message type") }
        guard let content = json[type]?["content"]?.string, !content.isEmpty else {
            return Self.refused(44_004, "empty content")
        }
        guard content.utf8.count <= limit else {
            return Self.refused(40_058, "\(type).content exceed max length \(limit). invalid Request Parameter")
        }
        return .accepted(content.firstLine, request.body, Self.reply(0, "ok"))
    }

    func throttled(wait: Duration?) -> Reply { Self.reply(45_009, "api freq out of limit") }
    var forbidden: Reply { Self.reply(93_000, "invalid webhook url") }

    private static func refused(_ code: Int, _ text: String) -> Reception { .refused(text, reply(code, text)) }

    private static func reply(_ code: Int, _ text: String) -> Reply {
        .json(200, ["errcode": .number("\(code)"), "errmsg": .string(text)])
    }
}
