import BridgeCore
import Sinks

struct TelegramSettings: SinkSettings, Equatable {
    static let word = "telegram"
    /// Of the Bot API.
    var url: Secret
    var token: Secret
    var chat: String
    var thread: Int?
    var isSilent: Bool

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url =
            section.optionalSecret("url", url, "The Bot API's address, if it is not https://api.telegram.org")
            ?? .literal("https://api.telegram.org")
        token = section.requiredSecret("token", .secret, "The bot's token, from @BotFather")
        chat = section.required("chat_id", .identifier, "The chat's number, or @name of a channel")
        thread = section.optional("thread_id", .integer(1...Int(Int32.max)), "The topic of a group that has topics")
        isSilent = section.value("silent", .truth, default: false, "Telephones show the message without a sound")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            TelegramChat.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, token: token, chat: chat,
                thread: thread, isSilent: isSilent))
    }
}
