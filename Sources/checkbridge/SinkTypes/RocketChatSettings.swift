import BridgeCore
import Sinks

struct RocketChatSettings: SinkSettings, Equatable {
    static let word = "rocketchat"
    /// Of an incoming integration.
    var url: Secret
    /// In place of its own.
    var channel: String?

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The URL of an incoming integration")
        channel = section.optional("channel", .text, "Another channel than its own")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            RocketChatWebhook.self,
            .init(connection: parts.connection(url), renderer: parts.renderer, channel: channel))
    }
}
