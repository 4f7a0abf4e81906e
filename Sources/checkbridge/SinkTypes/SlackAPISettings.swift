import BridgeCore
import Sinks

struct SlackAPISettings: SinkSettings, Equatable {
    static let word = "slack_api"
    /// Of the Web API.
    var url: Secret
    var token: Secret
    var channel: String

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url =
            section.optionalSecret("url", url, "The Web API's address, if it is not https://slack.com/api")
            ?? .literal("https://slack.com/api")
        token = section.requiredSecret("token", .secret, "The bot's token (xoxb-...), with the scope chat:write")
        channel = section.required("channel", .text, "The channel's id, or #name")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            SlackChannel.self,
            .init(connection: parts.connection(url), renderer: parts.renderer, token: token, channel: channel))
    }
}
