import BridgeCore
import HTTPTransport

/// What an answer of Slack's Web API means: only throttling has a status of its own, everything else is 200 with `ok`
/// and `error` (<https://docs.slack.dev/reference/methods/chat.postMessage>).
struct SlackAPIAnswer {
    private let reply: HTTPReply
    private let isOkay: Bool?
    private let error: String
    let channel: String?
    let ts: String?

    init(_ reply: HTTPReply) {
        self.reply = reply
        let body = reply.object
        isOkay = body?["ok"]?.bool
        error = body?["error"]?.string ?? ""
        channel = body?["channel"]?.string
        ts = body?["ts"]?.string
    }

    /// The message that was to be changed or answered is not there, or nobody may write where it is.
    var isParentGone: Bool {
        [
            "message_not_found", "thread_not_found", "cannot_reply_to_message", "channel_not_found", "not_in_channel",
            "is_archived", "restricted_action_thread_locked", "restricted_action_non_threadable_channel",
        ].contains(error)
    }

    /// It is there, but not to be changed: it is another app's, or too old for the workspace's rules.
    var isParentFixed: Bool {
        ["cant_update_message", "edit_window_closed", "block_mismatch", "update_failed"].contains(error)
    }

    var outcome: Outcome {
        guard let isOkay else {
            return reply.isSuccess ? reply.unexpected("Slack's (no ok)") : reply.outcomeByStatus
        }
        if isOkay, reply.isSuccess { return .delivered }
        return reply.response.status == 429 ? tooFast : refusal
    }

    private var tooFast: Outcome {
        .retry(after: reply.retryAfter ?? .seconds(30), reason: reason(), scope: .sink)
    }

    private var refusal: Outcome {
        switch error {
        case "ratelimited", "rate_limited", "message_limit_exceeded": tooFast
        case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive",
            "no_permission", "not_allowed_token_type":
            refused("The token is not (any more) valid: set the bot's token (xoxb-...)")
        case "missing_scope": refused("The app has no scope chat:write: add it and install the app again")
        case "channel_not_found": refused("Slack does not know this channel, or the bot may not see it: check channel")
        case "not_in_channel":
            refused("The bot is not (any more) in the channel: invite it, or give it chat:write.public")
        case "is_archived": refused("The channel is archived: choose another one and set channel")
        case "ekm_access_denied", "messages_tab_disabled", "team_access_not_granted":
            refused("The workspace's administrators forbid it")
        case let error where error.hasPrefix("restricted_action"): refused("The workspace's administrators forbid it")
        case "no_text", "msg_too_long", "msg_blocks_too_long", "too_many_attachments", "invalid_arguments",
            "invalid_json", "invalid_attachments", "metadata_too_large":
            .rejected(reason: reason())
        case let error where error.hasPrefix("invalid_blocks"): .rejected(reason: reason())
        case _ where !reply.isSuccess: reply.outcomeByStatus
        // internal_error, fatal_error, service_unavailable and their like, and what nobody knows: giving up would lose it.
        default: .retry(after: reply.retryAfter, reason: reason())
        }
    }

    private func refused(_ advice: String) -> Outcome { .rejected(reason: reason(advice), scope: .sink) }

    private func reason(_ advice: String? = nil) -> String {
        reply.reason(error.isEmpty ? nil : reply.redacted(error), advice: advice)
    }
}
