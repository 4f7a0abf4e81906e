package import BridgeCore
package import HTTPTransport

/// An incoming integration of Rocket.Chat (<https://docs.rocket.chat/docs/integrations>). It knows no idempotency key: a
/// repetition after a lost answer shows twice.
package struct RocketChatWebhook: HTTPSinkKind {
    /// What the configuration says about one integration.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// `#name` or `@name`, if it is not the integration's own.
        package var channel: String?
        package var secrets: [Secret] { [] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), channel: String? = nil
        ) {
            (self.connection, self.renderer, self.channel) = (connection, renderer, channel)
        }
    }

    /// A server refuses more than 5,000 unless it is told otherwise.
    static let maximumText = 4800
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
            type: "rocketchat", rate: RateLimit(limit: 1, per: .seconds(1)), concurrency: 1, isChat: true,
            place: options.channel)
    }

    package var secrets: [String] { [] }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        let budget = ChatBudget(
            unit: .utf16, total: Self.maximumText, frame: 160, around: 12, headline: 600, fact: 500, note: 1200,
            item: 240, list: Self.maximumText, escape: RocketChatText.escaped)
        let text = ChatText(
            renderer.message(for: deliveries), in: renderer.language, within: budget, RocketChatText.self)
        return .post(
            url.text,
            JSONWriter.object { body in
                body.member("channel", ifPresent: channel)
                body.member("text", text.text())
            })
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        url.path.split(separator: "/").dropLast(2).last == "hooks"
            ? nil
            : SinkObjection(
                "the path is not /hooks/.../..., as that of an incoming integration",
                advice: "Copy the integration's whole URL from Rocket.Chat.")
    }

    package func verdict(on reply: HTTPReply) -> Verdict {
        guard let isOkay = reply.object?["success"]?.bool else {
            return .all(reply.isSuccess ? reply.unexpected("Rocket.Chat's (no success)") : reply.outcomeByStatus)
        }
        return .all(isOkay && reply.isSuccess ? .delivered : refusal(reply))
    }

    private func refusal(_ reply: HTTPReply) -> Outcome {
        if reply.mayPass { return reply.outcomeByStatus }
        let error = reply.object?["error"]?.text ?? ""
        let words = reply.redacted(error)
        let lower = error.lowercased()
        if ["channel", "room", "archived", "muted", "readonly", "read-only"].contains(where: lower.contains) {
            return reply.refusal(words, advice: "The channel is archived, read-only or unknown: choose another one")
        }
        if ["invalid integration", "unauthorized"].contains(where: lower.contains) {
            return reply.refusal(
                words, advice: "The integration is disabled or deleted: enable it, or make one and set url")
        }
        // What nobody knows is refused with a status of success: this message, not all of them.
        return reply.isSuccess ? .rejected(reason: reply.reason(words)) : reply.outcomeByStatus
    }
}
