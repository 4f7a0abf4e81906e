import BridgeCore
import HTTPTransport

/// What an answer of the Bot API means (<https://core.telegram.org/bots/api#making-requests>).
struct TelegramAnswer {
    private let reply: HTTPReply
    private let body: JSONValue?
    private let description: String

    init(_ reply: HTTPReply) {
        self.reply = reply
        body = reply.object
        description = body?["description"]?.string ?? ""
    }

    /// The group became a supergroup, under this id.
    var newChat: String? { body?["parameters"]?["migrate_to_chat_id"]?.text }

    var refusesMarkup: Bool { description.lowercased().contains("can't parse entities") }

    var outcome: Outcome {
        guard let isOkay = body?["ok"]?.bool else {
            return reply.isSuccess ? reply.unexpected("the Bot API's (no ok)") : reply.outcomeByStatus
        }
        if isOkay, reply.isSuccess { return .delivered }
        switch body?["error_code"]?.integer ?? Int64(reply.response.status) {
        case 401, 404: return refusal("The token is not (any more) valid: ask @BotFather and set token")
        case 403: return refusal("The bot was removed from the chat or blocked: add it again")
        case 400 where isAboutChat:
            return refusal("The bot does not know this chat: check chat_id, and add the bot to it")
        case 400: return .rejected(reason: reason())
        case 429: return .retry(after: wait, reason: reason(), scope: .sink)
        case _ where !reply.isSuccess: return reply.outcomeByStatus
        default: return .retry(after: wait, reason: reason())
        }
    }

    private var isAboutChat: Bool {
        let words = description.lowercased()
        return [
            "chat not found", "upgraded to a supergroup", "not enough rights", "message thread not found",
            "topic_closed", "have no rights", "chat_write_forbidden", "need administrator rights",
        ]
        .contains { words.contains($0) }
    }

    private var wait: Duration? {
        let said = body?["parameters"]?["retry_after"]?.integer.map { Duration.seconds(min(max($0, 0), 3600)) }
        return said ?? reply.retryAfter
    }

    private func refusal(_ advice: String) -> Outcome { .rejected(reason: reason(advice), scope: .sink) }

    private func reason(_ advice: String? = nil) -> String {
        reply.reason(reply.redacted(description), advice: advice)
    }
}
