import BridgeCore
import Sinks

struct SlackSettings: SinkSettings, Equatable {
    static let word = "slack"
    /// Of an incoming webhook.
    var url: Secret

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The URL of an incoming webhook")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(SlackWebhook.self, .init(connection: parts.connection(url), renderer: parts.renderer))
    }
}
