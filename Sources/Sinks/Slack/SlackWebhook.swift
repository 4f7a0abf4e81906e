package import BridgeCore
package import HTTPTransport

/// A Slack incoming webhook (<https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>). It knows no
/// idempotency key: a repetition after a lost answer shows twice.
package struct SlackWebhook: HTTPSinkKind {
    /// What the configuration says about one webhook.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var secrets: [Secret] { [] }

        package init(connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer()) {
            self.connection = connection
            self.renderer = renderer
        }
    }

    private let url: SecretURL
    private let renderer: MessageRenderer

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.url = url
        renderer = options.renderer
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // Slack's documented limit is one message a second per webhook.
        HTTPSinkTraits(type: "slack", rate: RateLimit(limit: 1, per: .seconds(1)), concurrency: 1, isChat: true)
    }

    package var secrets: [String] { [] }

    package func request(
        for deliveries: [Delivery], at now: Timestamp
    ) throws(UnsendableDelivery) -> HTTPRequest {
        let message = renderer.message(for: deliveries)
        return HTTPRequest(
            method: .post, url: url.text,
            headers: [HTTPHeader(name: "Content-Type", value: "application/json; charset=utf-8")],
            body: SlackBlocks.body(of: message, in: renderer.language))
    }

    /// GovSlack has a host of its own. Other products take Slack's messages too, so that another host is only a doubt.
    package func objection(to url: SecretURL) -> SinkObjection? {
        let isSlack = ["https://hooks.slack.com", "https://hooks.slack-gov.com"].contains(url.origin)
        let segments = url.path.split(separator: "/")
        guard segments.count == 4, segments[0] == "services" else {
            let text = "the path is not /services/T.../B.../..., as that of an incoming webhook"
            return SinkObjection(text, advice: "Copy the webhook's whole URL from Slack.", isCertain: isSlack)
        }
        return isSlack
            ? nil
            : SinkObjection(
                "\(url.origin) is none of Slack's hosts", advice: "Fine for a relay or what takes Slack's messages too."
            )
    }

    package func verdict(on reply: HTTPReply) -> Verdict {
        let word = String(decoding: reply.response.body.prefix(64), as: UTF8.self).trimmed
        if reply.response.status == 200, word == "ok" { return .all(.delivered) }
        if let refusal = SlackRefusal(word) { return .all(refusal.outcome(reply)) }
        return .all(reply.isSuccess ? reply.unexpected("Slack's \"ok\"") : reply.outcomeByStatus)
    }
}

/// What Slack's one-word answers mean.
private enum SlackRefusal {
    case configuration(advice: String)
    case message
    case passing

    init?(_ word: String) {
        switch word {
        case "no_service", "no_service_id", "no_active_hooks", "no_team", "invalid_token":
            self = .configuration(advice: "The webhook does not exist (any more): make a new one and set url")
        case "team_disabled":
            self = .configuration(advice: "The workspace is disabled")
        case "channel_is_archived", "channel_not_found":
            self = .configuration(advice: "The webhook's channel is gone: choose another one and set url")
        case "action_prohibited", "posting_to_general_channel_denied":
            self = .configuration(advice: "An administrator of the workspace forbids this webhook to post there")
        case "user_not_found":
            self = .configuration(advice: "The webhook's user is gone: make a new one and set url")
        case "invalid_payload", "no_text", "too_many_attachments", "invalid_blocks", "invalid_blocks_format",
            "msg_blocks_too_long":
            self = .message
        case "rollup_error": self = .passing
        default: return nil
        }
    }

    func outcome(_ reply: HTTPReply) -> Outcome {
        switch self {
        case .configuration(let advice): .rejected(reason: reply.reason(advice: advice), scope: .sink)
        case .message: .rejected(reason: reply.reason(), scope: .delivery)
        case .passing: .retry(after: reply.retryAfter, reason: reply.reason(), scope: .delivery)
        }
    }
}

extension MessageRenderer {
    /// The message of a sink that takes one delivery per request.
    func message(for deliveries: [Delivery]) -> Message {
        guard deliveries.count != 1 else { return message(for: deliveries[0].content) }
        return message(for: .digest(id: deliveries.first?.id ?? "", events: deliveries.flatMap(\.events)))
    }
}
