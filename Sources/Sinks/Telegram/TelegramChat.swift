package import BridgeCore
package import HTTPTransport

/// A chat that a Telegram bot writes to (<https://core.telegram.org/bots/api#sendmessage>). It knows no idempotency key:
/// a repetition after a lost answer shows twice.
package struct TelegramChat: ConversationKind {
    /// What the configuration says about one chat. ``HTTPConnection/url`` is the Bot API's address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var token: Secret
        /// A number, or `@name` of a channel.
        package var chat: String
        /// The topic of a group that has topics.
        package var thread: Int?
        package var isSilent: Bool
        package var secrets: [Secret] { [token] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), token: Secret, chat: String,
            thread: Int? = nil, isSilent: Bool = false
        ) {
            (self.connection, self.renderer, self.token) = (connection, renderer, token)
            (self.chat, self.thread, self.isSilent) = (chat, thread, isSilent)
        }
    }

    /// Of the text, in UTF-16 units when it is parsed. It is counted before that, with all tags, which is never less.
    static let maximumText = 4096
    private let url: String
    private let renderer: MessageRenderer
    private let token: String
    private let options: Options

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        token = try options.token.read(file)
        // The token is a part of the path: what could leave it must not.
        self.url = "\(url.withoutSlash)/bot\(PercentEncoding.encode(token) { $0.isTokenByte })/sendMessage"
        renderer = options.renderer
        self.options = options
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // A group takes 20 a minute.
        HTTPSinkTraits(
            type: "telegram", rate: RateLimit(limit: 18, per: .seconds(60)), concurrency: 1, isChat: true,
            place: options.chat)
    }

    package var secrets: [String] { [token] }

    package func tell(_ delivery: Delivery, over talk: Conversation) async throws(Interruption) -> Outcome {
        let message = renderer.message(for: delivery.content)
        var chat = options.chat
        var answer = TelegramAnswer(try await talk.ask(request(html(message), "HTML", to: chat)))
        if let moved = answer.newChat {
            chat = moved
            answer = TelegramAnswer(try await talk.ask(request(html(message), "HTML", to: chat)))
        }
        guard answer.refusesMarkup else { return answer.outcome }
        return TelegramAnswer(try await talk.ask(request(plain(message), nil, to: chat))).outcome
    }

    private func html(_ message: Message) -> String {
        ChatText(message, in: renderer.language, within: budget(TelegramText.escaped), TelegramText.self).text()
    }

    private func plain(_ message: Message) -> String {
        ChatText(message, in: renderer.language, within: budget(TelegramText.plain), PlainMarkup.self).text()
    }

    private func budget(_ escape: @escaping (String, Int) -> String) -> ChatBudget {
        ChatBudget(
            unit: .utf16, total: Self.maximumText, frame: 160, around: 16, headline: 500, fact: 400, note: 900,
            item: 240, list: Self.maximumText, escape: escape)
    }

    private func request(_ text: String, _ parsing: String?, to chat: String) -> HTTPRequest {
        .post(
            url,
            JSONWriter.object { body in
                if let number = Int64(chat) { body.member("chat_id", number) } else { body.member("chat_id", chat) }
                body.member("text", text)
                body.member("parse_mode", ifPresent: parsing)
                body.member("link_preview_options", object: { $0.member("is_disabled", true) })
                if options.isSilent { body.member("disable_notification", true) }
                if let thread = options.thread { body.member("message_thread_id", thread) }
            })
    }

    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? { nil }

    package func objection(to url: SecretURL) -> SinkObjection? {
        guard token.prefixMatch(of: /\d+:./) != nil else {
            return SinkObjection(
                "the token does not begin with a number and a colon",
                advice: "Copy the bot's token from @BotFather, without \"bot\" before it.", isCertain: true)
        }
        return nil
    }
}

extension UInt8 {
    /// What a token is made of: `123456:AA…`.
    fileprivate var isTokenByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
