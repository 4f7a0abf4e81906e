import BridgeCore
import Sinks

struct FeishuSettings: SinkSettings, Equatable {
    static let word = "feishu"
    /// Of a custom bot of Feishu or Lark.
    var url: Secret
    /// The key of the signature, if the bot asks for one.
    var secret: Secret?
    /// What every message must contain, if the bot asks for it.
    var keyword: String?
    var atUserIDs: [String]

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The URL of a custom bot of Feishu or Lark")
        secret = section.optionalSecret("secret", .secret, "The key of the signature, if the bot asks for one")
        keyword = section.optional("keyword", .text, "What every message must contain, if the bot asks for it")
        atUserIDs = section.mentions("at_user_ids", "Whom to call, by open_id or user id")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            FeishuBot.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, secret: secret, keyword: keyword,
                atUserIDs: atUserIDs))
    }
}
