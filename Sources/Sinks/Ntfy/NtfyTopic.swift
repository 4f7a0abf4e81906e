package import BridgeCore
package import HTTPTransport

/// A topic of ntfy (<https://docs.ntfy.sh/publish/#publish-as-json>). It knows no idempotency key: a repetition after a
/// lost answer shows twice.
package struct NtfyTopic: HTTPSinkKind {
    /// What the configuration says about one topic. ``HTTPConnection/url`` is the server's address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// On an open server whoever knows its name reads along.
        package var topic: Secret
        /// `tk_…`, if the server asks for one.
        package var token: Secret?
        package var secrets: [Secret] { [topic] + (token.map { [$0] } ?? []) }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), topic: Secret,
            token: Secret? = nil
        ) {
            (self.connection, self.renderer, self.topic, self.token) = (connection, renderer, topic, token)
        }
    }

    /// Of the text, in UTF-8 bytes; what is longer becomes an attachment.
    static let maximumText = 4000
    private static let maximumTitle = 240
    private let url: SecretURL
    private let renderer: MessageRenderer
    private let topic: String
    private let token: String?

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.url = url
        renderer = options.renderer
        topic = try options.topic.read(file)
        token = try options.token?.read(file)
        guard Self.isName(topic) else { throw .malformed(options.topic, expected: "a topic of \(Self.nameRule)") }
    }

    /// Whether ntfy takes it for the name of a topic.
    package static func isName(_ topic: String) -> Bool { topic.wholeMatch(of: /[-_A-Za-z0-9]{1,64}/) != nil }

    /// What ``isName(_:)`` asks for, for people.
    package static let nameRule = "1 to 64 letters, digits, - and _"

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // One every five seconds is what a server allows in the long run, to all topics of a sender together.
        HTTPSinkTraits(type: "ntfy", rate: RateLimit(limit: 12, per: .seconds(60)), concurrency: 1, isChat: true)
    }

    package var secrets: [String] { [topic] + (token.map { [$0] } ?? []) }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        let message = renderer.message(for: deliveries)
        let title = "\(message.mark.symbol) \(message.headline.onOneLine)"
        return .post(
            url.text,
            JSONWriter.object { body in
                body.member("topic", topic)
                body.member("title", title.fitted(to: Self.maximumTitle, in: .utf8))
                body.member("message", text(of: message, hasHeading: title.utf8.count > Self.maximumTitle))
                body.member("priority", message.mark.priority)
                body.member("click", ifPresent: message.link)
            }, headers: token.map { [HTTPHeader(name: "Authorization", value: "Bearer \($0)")] } ?? [])
    }

    /// A text without marks, in which nothing needs an escape.
    private func text(of message: Message, hasHeading: Bool) -> String {
        let budget = ChatBudget(
            unit: .utf8, total: Self.maximumText, frame: 160, around: 16, headline: 600, fact: 400, note: 900,
            item: 240, list: Self.maximumText, escape: { $0.fitted(to: $1, in: .utf8) })
        return ChatText(message, in: renderer.language, within: budget, PlainMarkup.self)
            .text(hasHeading: hasHeading, hasLink: false)
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        ["", "/"].contains(url.path)
            ? nil
            : SinkObjection(
                "the URL has a path", advice: "Give the server's address as url and the topic's name as topic.")
    }

    package func verdict(on reply: HTTPReply) -> Verdict {
        let body = reply.object
        if reply.isSuccess {
            return .all(body?["id"]?.string?.isEmpty == false ? .delivered : reply.unexpected("ntfy's message"))
        }
        guard let code = body?["code"]?.integer else { return .all(reply.outcomeByStatus) }
        return .all(outcome(code, reply, reply.words("code", String(code), body?["error"]?.text ?? "")))
    }

    private func outcome(_ code: Int64, _ reply: HTTPReply, _ words: String) -> Outcome {
        switch code {
        case 42_908:
            .retry(
                after: reply.retryAfter ?? .seconds(3600),
                reason: reply.reason(words, advice: "The day's messages are used up"), scope: .sink)
        case 40_101, 40_301:
            reply.refusal(words, advice: "The server asks for a token that may write this topic: set token")
        case 40_009, 40_010: reply.refusal(words, advice: "The topic's name is not allowed there: check topic")
        default: reply.outcomeByStatus
        }
    }
}

extension Message.Mark {
    /// From 1 to 5; 5 rings until somebody looks.
    fileprivate var priority: Int {
        switch self {
        case .open(.high): 5
        case .open(.medium), .trouble: 4
        case .open(.low), .open(.unknown), .notice: 3
        case .good, .aside: 2
        }
    }
}
