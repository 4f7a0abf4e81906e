import BridgeCore
import Sinks

struct DiscordSettings: SinkSettings, Equatable {
    static let word = "discord"
    /// Of a webhook; with `?thread_id=…` for a thread.
    var url: Secret

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The URL of a channel's webhook")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(DiscordWebhook.self, .init(connection: parts.connection(url), renderer: parts.renderer))
    }
}
