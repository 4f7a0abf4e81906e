package import BridgeCore
package import HTTPTransport

/// A custom bot in a group of Feishu or Lark (<https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot>). It
/// knows no idempotency key: a repetition after a lost answer shows twice.
package struct FeishuBot: ConversationKind {
    /// What the configuration says about one bot.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// If the bot is protected by a signature.
        package var secret: Secret?
        /// A word that is put into every message, if the bot is protected by keywords.
        package var keyword: String?
        /// Whom every message calls, by `open_id` or user id.
        package var atUserIDs: [String]

        package var secrets: [Secret] { secret.map { [$0] } ?? [] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), secret: Secret? = nil,
            keyword: String? = nil, atUserIDs: [String] = []
        ) {
            (self.connection, self.renderer, self.secret) = (connection, renderer, secret)
            (self.keyword, self.atUserIDs) = (keyword, atUserIDs)
        }
    }

    private let url: SecretURL
    private let renderer: MessageRenderer
    private let tail: FeishuTail
    private let signature: FeishuSignature?
    package let secrets: [String]

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        let secret = try options.secret?.read(file)
        self.url = url
        renderer = options.renderer
        tail = FeishuTail(keyword: options.keyword, userIDs: options.atUserIDs)
        signature = secret.map(FeishuSignature.init)
        secrets = secret.map { [$0] } ?? []
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // A bot takes 5 a second and 100 a minute; this is within both.
        HTTPSinkTraits(type: "feishu", rate: RateLimit(limit: 4, per: .seconds(3)), concurrency: 1, isChat: true)
    }

    package func tell(_ delivery: Delivery, over talk: Conversation) async throws(Interruption) -> Outcome {
        let card = FeishuCard(
            message: renderer.message(for: delivery.content), language: renderer.language, tail: tail)
        let answer = FeishuAnswer(try await talk.ask(request(at: talk.now, card.writeCard)))
        // A card may become illegal over there without notice; the news is more important than its looks.
        guard answer.refusesCard else { return answer.outcome }
        return FeishuAnswer(try await talk.ask(request(at: talk.now, card.writeText))).outcome
    }

    private func request(at now: Timestamp, _ content: (inout JSONWriter) -> Void) -> HTTPRequest {
        .post(
            url.text,
            JSONWriter.object { body in
                signature?.write(&body, at: now)
                content(&body)
            })
    }

    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? { nil }

    /// The signature stands in the body.
    package func secrets(in request: HTTPRequest) -> [String] {
        guard signature != nil, let body = try? JSONValue(parsing: request.body ?? []) else { return [] }
        return body["sign"]?.string.map { [$0] } ?? []
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        let isFeishu = ["https://open.feishu.cn", "https://open.larksuite.com"].contains(url.origin)
        let prefix = "/open-apis/bot/v2/hook/"
        guard url.path.hasPrefix(prefix), url.path.count > prefix.count else {
            return SinkObjection(
                "the path is not \(prefix)..., as that of a custom bot",
                advice: "Copy the bot's whole URL from the group's settings.", isCertain: isFeishu)
        }
        return isFeishu
            ? nil
            : SinkObjection("\(url.origin) is no host of Feishu or Lark", advice: "Fine for a relay of your own.")
    }
}
