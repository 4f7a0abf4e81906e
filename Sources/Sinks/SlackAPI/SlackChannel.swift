package import BridgeCore
package import HTTPTransport

/// A channel of Slack by its Web API (<https://docs.slack.dev/reference/methods/chat.postMessage>): what becomes of a
/// finding is said in the thread of its first message, which always shows how it stands. It knows no idempotency key; a
/// repetition after a lost answer shows twice, and both carry the event's id in their metadata.
package struct SlackChannel: ConversationKind {
    /// What the configuration says about one channel. ``HTTPConnection/url`` is the API's address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// Of the bot, `xoxb-…`.
        package var token: Secret
        /// Its id, or `#name`.
        package var channel: String
        package var secrets: [Secret] { [token] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), token: Secret, channel: String
        ) {
            (self.connection, self.renderer, self.token) = (connection, renderer, token)
            self.channel = channel
        }
    }

    private let url: String
    private let renderer: MessageRenderer
    private let token: String
    private let channel: String

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        token = try options.token.read(file)
        self.url = url.withoutSlash
        renderer = options.renderer
        channel = options.channel
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // One message a second for each channel, but only 50 changes a minute (tier 3).
        HTTPSinkTraits(
            type: "slack_api", rate: RateLimit(limit: 5, per: .seconds(6)), concurrency: 1, isChat: true,
            place: options.channel, remembers: true)
    }

    package var secrets: [String] { [token] }

    package func tell(_ delivery: Delivery, over talk: Conversation) async throws(Interruption) -> Outcome {
        let news = News(id: delivery.id, message: renderer.message(for: delivery.content))
        guard case .event(let encoded) = delivery.content, let event = try? Event(encoded) else {
            return try await post(news, over: talk).outcome
        }
        let known = delivery.memory.flatMap { SlackThread($0) }.flatMap { $0.place == channel ? $0 : nil }
        switch SlackStep(event) {
        case .alone: return try await post(news, over: talk).outcome
        case .begin: return try await begin(news, over: talk)
        case .follow(let isLoud): return try await follow(known, news, isLoud: isLoud, over: talk)
        case .end:
            let outcome = try await follow(known, news, isLoud: false, over: talk)
            if outcome == .delivered { talk.forget() }
            return outcome
        }
    }

    // MARK: Steps

    private struct News: Sendable {
        var id: String
        var message: Message
    }

    private func begin(_ news: News, over talk: Conversation) async throws(Interruption) -> Outcome {
        let answer = try await post(news, over: talk)
        if answer.outcome == .delivered, let channel = answer.channel, let ts = answer.ts {
            talk.remember(SlackThread(place: self.channel, channel: channel, ts: ts).text)
        }
        return answer.outcome
    }

    /// The first message is changed first: that shows whether it is still there, and can be done twice without harm.
    private func follow(
        _ thread: SlackThread?, _ news: News, isLoud: Bool, over talk: Conversation
    ) async throws(Interruption) -> Outcome {
        guard let thread else { return try await begin(news, over: talk) }
        let updated = try await ask("chat.update", news, over: talk) { body in
            body.member("channel", thread.channel)
            body.member("ts", thread.ts)
        }
        if updated.isParentGone { return try await begin(news, over: talk) }
        guard updated.outcome == .delivered || updated.isParentFixed else { return updated.outcome }
        let reply = try await ask("chat.postMessage", news, over: talk) { body in
            body.member("channel", thread.channel)
            body.member("thread_ts", thread.ts)
            if isLoud { body.member("reply_broadcast", true) }
        }
        return reply.isParentGone ? try await begin(news, over: talk) : reply.outcome
    }

    private func post(_ news: News, over talk: Conversation) async throws(Interruption) -> SlackAPIAnswer {
        try await ask("chat.postMessage", news, over: talk) { $0.member("channel", channel) }
    }

    private func ask(
        _ method: String, _ news: News, over talk: Conversation, where place: (inout JSONWriter) -> Void
    ) async throws(Interruption) -> SlackAPIAnswer {
        let body = SlackBlocks.body(of: news.message, in: renderer.language) { body in
            place(&body)
            body.member("metadata", object: { $0.slackMetadata(id: news.id) })
        }
        let authorization = HTTPHeader(name: "Authorization", value: "Bearer \(token)")
        return SlackAPIAnswer(try await talk.ask(.post("\(url)/\(method)", body, headers: [authorization])))
    }

    // MARK: Showing

    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? { nil }

    package func objection(to url: SecretURL) -> SinkObjection? {
        guard token.hasPrefix("xoxb-") || token.hasPrefix("xoxe.xoxb-") else {
            return SinkObjection(
                "the token does not begin with xoxb-, as that of a bot", advice: "Copy the Bot User OAuth Token.")
        }
        return nil
    }
}

extension JSONWriter {
    /// Where the event's id travels: people do not see it, other apps can find it.
    fileprivate mutating func slackMetadata(id: String) {
        member("event_type", "checkbridge_event")
        member("event_payload", object: { $0.member("id", id) })
    }
}
