import BridgeCore

/// A fake of Rocket.Chat's incoming integrations: `/rocketchat/hooks/1/simulated`, for the integration's own channel and
/// `#security`. `#archived` is archived; any other integration was deleted.
struct RocketChatReceiver: Receiver {
    private static let maximumText = 5000

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard request.method == "POST", Array(request.segments.dropFirst()) == ["hooks", "1", "simulated"] else {
            return Self.refused(404, "Invalid integration id or token provided.")
        }
        guard let json = request.jsonObject else { return Self.refused(400, "Invalid JSON") }
        switch json["channel"]?.string {
        case nil, "#security": break
        case "#archived": return Self.refused(400, "The room is archived")
        default: return Self.refused(400, "error-invalid-channel")
        }
        guard let text = json["text"]?.string, !text.isEmpty else { return Self.refused(400, "body-is-empty") }
        guard text.utf16.count <= Self.maximumText else { return Self.refused(400, "error-message-size-exceeded") }
        return .accepted(text.firstLine, request.body, .json(200, ["success": .bool(true)]))
    }

    func throttled(wait: Duration?) -> Reply {
        .json(
            429, ["success": .bool(false), "error": .string("error-too-many-requests")],
            headers: Reply.retryAfter(wait ?? .seconds(1)))
    }

    var forbidden: Reply { .json(401, ["success": .bool(false), "error": .string("unauthorized")]) }

    private static func refused(_ status: Int, _ error: String) -> Reception {
        .refused(error, .json(status, ["success": .bool(false), "error": .string(error)]))
    }
}
