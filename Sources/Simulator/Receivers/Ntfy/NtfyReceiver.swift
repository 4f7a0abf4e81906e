import BridgeCore

/// A fake of an ntfy server at `/ntfy`. Every topic is open but `private`, which asks for the token `tk_simulated`.
struct NtfyReceiver: Receiver {
    private static let maximumText = 4096
    private var made = 0

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard ["POST", "PUT"].contains(request.method), request.segments.count == 1 else {
            return Self.refused(404, 40_401, "page not found")
        }
        guard let json = request.jsonObject else {
            return Self.refused(400, 40_024, "invalid request: request body must be message JSON")
        }
        guard let topic = json["topic"]?.string, topic.wholeMatch(of: /[-_A-Za-z0-9]{1,64}/) != nil else {
            return Self.refused(400, 40_009, "invalid request: topic invalid")
        }
        guard topic != "private" || request.header("authorization") == "Bearer tk_simulated" else {
            return .refused("forbidden", forbidden)
        }
        guard (1...5).contains(json["priority"]?.integer ?? 3) else {
            return Self.refused(400, 40_007, "invalid request: invalid priority")
        }
        return accept(json, topic, request.body)
    }

    func throttled(wait: Duration?) -> Reply {
        Self.reply(429, 42_901, "limit reached: too many requests", wait)
    }

    var forbidden: Reply { Self.reply(403, 40_301, "forbidden") }

    private mutating func accept(_ json: JSONValue, _ topic: String, _ body: [UInt8]) -> Reception {
        made += 1
        let text = json["message"]?.string ?? ""
        // What is longer becomes a file that nobody opens.
        let shown = text.utf8.count <= Self.maximumText ? text : "You received a file: attachment.txt"
        let title = json["title"]?.string ?? shown.firstLine
        return .accepted(
            title, body,
            .json(
                200,
                [
                    "id": .string("sim\(made)"), "event": .string("message"), "topic": .string(topic),
                    "message": .string(shown),
                ]))
    }

    private static func refused(_ status: Int, _ code: Int, _ error: String) -> Reception {
        .refused(error, reply(status, code, error))
    }

    private static func reply(_ status: Int, _ code: Int, _ error: String, _ wait: Duration? = nil) -> Reply {
        .json(
            status, ["code": .number("\(code)"), "http": .number("\(status)"), "error": .string(error)],
            headers: Reply.retryAfter(wait))
    }
}
