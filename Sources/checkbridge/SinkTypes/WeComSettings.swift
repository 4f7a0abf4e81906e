import BridgeCore
import Sinks

struct WeComSettings: SinkSettings, Equatable {
    static let word = "wecom"
    /// With the `key`.
    var url: Secret
    var atUserIDs: [String]

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The URL of a group robot, with its key")
        atUserIDs = section.mentions("at_user_ids", "Whom to call, by user id")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            WeComRobot.self,
            .init(connection: parts.connection(url), renderer: parts.renderer, atUserIDs: atUserIDs))
    }
}
