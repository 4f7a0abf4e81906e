import BridgeCore

/// A fake of Mattermost's incoming webhooks: `/mattermost/hooks/simulated`. The channel of `…/hooks/archived` is
/// archived, any other webhook was deleted.
struct MattermostReceiver: Receiver {
    private static let maximumText = 16_383

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        switch Array(request.segments.dropFirst()) {
        case ["hooks", "simulated"]: return Self.take(request)
        case ["hooks", "archived"]:
            return Self.refused(
                400, "api.post.create_post.can_not_post_to_deleted.error", "Can not post to deleted channel.")
        default: return Self.refused(400, "web.incoming_webhook.invalid.app_error", "Invalid webhook.")
        }
    }

    func throttled(wait: Duration?) -> Reply {
        .text(429, "limit exceeded", headers: Reply.retryAfter(wait ?? .seconds(1)))
    }

    var forbidden: Reply {
        Self.reply(403, "web.incoming_webhook.permissions.app_error", "Inappropriate channel permissions.")
    }

    private static func take(_ request: ReceivedRequest) -> Reception {
        guard let json = request.jsonObject else {
            return refused(400, "web.incoming_webhook.decode.app_error", "Failed to decode the payload.")
        }
        let text = json["text"]?.string ?? ""
        guard !text.isEmpty || json["attachments"]?.array?.isEmpty == false else {
            return refused(400, "web.incoming_webhook.text.app_error", "No text specified.")
        }
        // What is longer comes out as several posts.
        let posts = max(1, (text.unicodeScalars.count + maximumText - 1) / maximumText)
        let letter = Letter(title: text.firstLine, body: request.body)
        return Reception(
            verdict: .accepted(Array(repeating: letter, count: posts)), reply: .text(200, "ok"))
    }

    private static func refused(_ status: Int, _ id: String, _ message: String) -> Reception {
        .refused(id, reply(status, id, message))
    }

    private static func reply(_ status: Int, _ id: String, _ message: String) -> Reply {
        .json(
            status,
            [
                "id": .string(id), "message": .string(message), "detailed_error": .string(""),
                "status_code": .number("\(status)"),
            ])
    }
}
