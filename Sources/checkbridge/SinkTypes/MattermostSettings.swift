import BridgeCore
import Sinks

struct MattermostSettings: SinkSettings, Equatable {
    static let word = "mattermost"
    /// Of an incoming webhook.
    var url: Secret
    /// In place of its own.
    var channel: String?

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The URL of an incoming webhook")
        channel = section.optional("channel", .text, "Another channel than its own")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            MattermostWebhook.self,
            .init(connection: parts.connection(url), renderer: parts.renderer, channel: channel))
    }
}
