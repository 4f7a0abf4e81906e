package import BridgeCore
package import HTTPTransport

/// A robot in a WeCom (企业微信) group (<https://developer.work.weixin.qq.com/document/path/91770>). It knows no
/// idempotency key: a repetition after a lost answer shows twice.
package struct WeComRobot: HTTPSinkKind {
    /// What the configuration says about one robot.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// Whom every message calls.
        package var atUserIDs: [String]
        package var secrets: [Secret] { [] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), atUserIDs: [String] = []
        ) {
            (self.connection, self.renderer, self.atUserIDs) = (connection, renderer, atUserIDs)
        }
    }

    /// Of the content, in UTF-8 bytes.
    static let maximumContent = 4096
    private let url: SecretURL
    private let renderer: MessageRenderer
    private let mentions: String

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.url = url
        renderer = options.renderer
        mentions = options.atUserIDs.map { "<@\($0)>" }.joined(separator: " ")
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // A robot takes 20 a minute.
        HTTPSinkTraits(type: "wecom", rate: RateLimit(limit: 18, per: .seconds(60)), concurrency: 1, isChat: true)
    }

    package var secrets: [String] { [] }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        let text = ChatText(
            renderer.message(for: deliveries), in: renderer.language, within: budget, WeComText.self)
        let content = text.text(tail: mentions.isEmpty ? [] : [mentions])
        return .post(
            url.text,
            JSONWriter.object { body in
                body.member("msgtype", "markdown")
                body.member("markdown", object: { $0.member("content", content) })
            })
    }

    private var budget: ChatBudget {
        ChatBudget(
            unit: .utf8, total: Self.maximumContent, frame: 120 + mentions.utf8.count, around: 12, headline: 600,
            fact: 300, note: 800, item: 240, list: Self.maximumContent, footer: 240, escape: WeComText.escaped)
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        let advice = "Copy the robot's whole URL from WeCom."
        guard url.hasValue(of: "key") else {
            return SinkObjection("the URL has no key", advice: advice, isCertain: true)
        }
        guard url.origin == "https://qyapi.weixin.qq.com" else {
            return SinkObjection("\(url.origin) is not WeCom's host", advice: "Fine for a relay of your own.")
        }
        return url.path == "/cgi-bin/webhook/send"
            ? nil : SinkObjection("the path is not /cgi-bin/webhook/send", advice: advice, isCertain: true)
    }

    /// WeCom answers with status 200 whatever happens; the truth is in `errcode`.
    package func verdict(on reply: HTTPReply) -> Verdict {
        let body = reply.object
        guard let code = body?["errcode"]?.integer, code != 0 || reply.isSuccess else {
            return .all(reply.isSuccess ? reply.unexpected("WeCom's (no errcode)") : reply.outcomeByStatus)
        }
        return .all(outcome(code, reply, reply.words("errcode", String(code), body?["errmsg"]?.text ?? "")))
    }

    private func outcome(_ code: Int64, _ reply: HTTPReply, _ words: String) -> Outcome {
        switch code {
        case 0: .delivered
        case 45_009, 45_033:
            .retry(after: reply.retryAfter ?? .seconds(60), reason: reply.reason(words), scope: .sink)
        case 93_000, 40_014, 40_001, 93_008, 93_017:
            reply.refusal(words, advice: "The robot was removed, or its URL is wrong: add one to the group and set url")
        case 40_058, 40_008, 44_004, 47_001, 45_002: .rejected(reason: reply.reason(words), scope: .delivery)
        case _ where !reply.isSuccess: reply.outcomeByStatus
        // -1 is "busy". What nobody knows is tried again too: giving up would lose it.
        default: .retry(after: reply.retryAfter, reason: reply.reason(words), scope: .delivery)
        }
    }
}
