package import BridgeCore
package import HTTPTransport

/// A webhook of a Discord channel (<https://docs.discord.com/developers/resources/webhook>). It knows no idempotency
/// key: a repetition after a lost answer shows twice.
package struct DiscordWebhook: HTTPSinkKind {
    /// What the configuration says about one webhook.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var secrets: [Secret] { [] }

        package init(connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer()) {
            (self.connection, self.renderer) = (connection, renderer)
        }
    }

    private let url: String
    private let renderer: MessageRenderer

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        // Otherwise Discord answers before it has kept the message, and keeps to itself if it did not.
        let parts = url.text.split(separator: "?", maxSplits: 1)
        let query = parts.dropFirst().joined().split(separator: "&").filter { !$0.hasPrefix("wait=") } + ["wait=true"]
        self.url = "\(parts[0])?\(query.joined(separator: "&"))"
        renderer = options.renderer
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // Discord wants its limits read from its answers; this is what a channel was seen to take.
        HTTPSinkTraits(type: "discord", rate: RateLimit(limit: 5, per: .seconds(10)), concurrency: 1, isChat: true)
    }

    package var secrets: [String] { [] }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        .post(url, DiscordEmbed(renderer.message(for: deliveries), in: renderer.language).body)
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        let isDiscord = ["https://discord.com", "https://discordapp.com"].contains(url.origin)
        let segments = url.path.split(separator: "/")
        guard segments.starts(with: ["api"]), segments.dropLast(2).last == "webhooks" else {
            return SinkObjection(
                "the path is not /api/webhooks/.../..., as that of a webhook",
                advice: "Copy the webhook's whole URL from the channel's settings.", isCertain: isDiscord)
        }
        return isDiscord
            ? nil : SinkObjection("\(url.origin) is not Discord's host", advice: "Fine for a relay of your own.")
    }

    package func verdict(on reply: HTTPReply) -> Verdict {
        let body = reply.object
        if reply.isSuccess {
            return .all(body?["id"]?.text == nil ? reply.unexpected("Discord's message") : .delivered)
        }
        guard let body, body["message"] != nil else { return .all(reply.outcomeByStatus) }
        return .all(outcome(reply, body))
    }

    private func outcome(_ reply: HTTPReply, _ body: JSONValue) -> Outcome {
        let code = body["code"]?.integer ?? 0
        let words = reply.words("code", String(code), reply.redacted(body["message"]?.text ?? ""))
        switch (reply.response.status, code) {
        case (429, _): return .retry(after: Self.wait(reply, body), reason: reply.reason(words), scope: .sink)
        case (_, 10_015), (_, 50_027):
            return reply.refusal(words, advice: "The webhook was deleted, or its URL is wrong: make one and set url")
        case (_, 10_003), (_, 160_005):
            return reply.refusal(
                words, advice: "The webhook's channel or thread is gone: choose another one and set url")
        case (400, 50_035): return .rejected(reason: reply.reason(reply.words))
        default: return reply.outcomeByStatus
        }
    }

    /// In seconds in both places, and finer in the body.
    private static func wait(_ reply: HTTPReply, _ body: JSONValue) -> Duration? {
        guard let seconds = body["retry_after"]?.text.flatMap({ Double($0) }), seconds >= 0 else {
            return reply.retryAfter
        }
        return max(.milliseconds(Int64(min(seconds, 3600) * 1000)), reply.retryAfter ?? .zero)
    }
}
