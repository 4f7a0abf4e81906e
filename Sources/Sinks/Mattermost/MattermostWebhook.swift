package import BridgeCore
package import HTTPTransport

/// An incoming webhook of Mattermost (<https://developers.mattermost.com/integrate/webhooks/incoming/>). It takes what
/// Slack takes, but reads it differently. It knows no idempotency key: a repetition after a lost answer shows twice.
package struct MattermostWebhook: HTTPSinkKind {
    /// What the configuration says about one webhook.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// Its name, if it is not the webhook's own.
        package var channel: String?
        package var secrets: [Secret] { [] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), channel: String? = nil
        ) {
            (self.connection, self.renderer, self.channel) = (connection, renderer, channel)
        }
    }

    /// What is longer is split into several posts.
    static let maximumText = 16_000
    private let url: SecretURL
    private let renderer: MessageRenderer
    private let channel: String?

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.url = url
        renderer = options.renderer
        channel = options.channel
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(
            type: "mattermost", rate: RateLimit(limit: 1, per: .seconds(1)), concurrency: 1, isChat: true,
            place: options.channel)
    }

    package var secrets: [String] { [] }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        let budget = ChatBudget(
            unit: .utf16, total: Self.maximumText, frame: 160, around: 12, headline: 700, fact: 1000, note: 2500,
            item: 300, list: Self.maximumText, escape: MattermostText.escaped)
        let text = ChatText(
            renderer.message(for: deliveries), in: renderer.language, within: budget, MattermostText.self)
        return .post(
            url.text,
            JSONWriter.object { body in
                body.member("channel", ifPresent: channel)
                body.member("text", text.text())
            })
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        url.path.split(separator: "/").dropLast().last == "hooks"
            ? nil
            : SinkObjection(
                "the path is not /hooks/..., as that of an incoming webhook",
                advice: "Copy the webhook's whole URL from Mattermost.")
    }

    package func verdict(on reply: HTTPReply) -> Verdict {
        if reply.isSuccess {
            let isOkay = String(decoding: reply.response.body.prefix(16), as: UTF8.self).trimmed == "ok"
            return .all(isOkay ? .delivered : reply.unexpected("Mattermost's \"ok\""))
        }
        guard let body = reply.object, let id = body["id"]?.string else { return .all(reply.outcomeByStatus) }
        return .all(outcome(id, reply, reply.words("error", id, body["message"]?.text ?? "")))
    }

    private func outcome(_ id: String, _ reply: HTTPReply, _ words: String) -> Outcome {
        if id.hasPrefix("web.incoming_webhook.disabled") {
            return reply.refusal(
                words, advice: "Incoming webhooks are switched off: an administrator can switch them on")
        }
        // What a server in trouble says about webhooks and channels is that it could not look.
        if reply.mayPass { return reply.outcomeByStatus }
        if id.hasPrefix("web.incoming_webhook.invalid") || id.hasPrefix("store.sql_webhooks.get_incoming") {
            return reply.refusal(words, advice: "The webhook does not exist (any more): make a new one and set url")
        }
        if id.hasPrefix("web.incoming_webhook.user") || id.hasPrefix("web.incoming_webhook.permissions") {
            return reply.refusal(words, advice: "The webhook's owner may not (any more) post there: make a new one")
        }
        if id.hasPrefix("web.incoming_webhook.channel") || id.contains("can_not_post_to_deleted") {
            return reply.refusal(words, advice: "The channel is archived, locked or unknown: choose another one")
        }
        return reply.outcomeByStatus
    }
}
