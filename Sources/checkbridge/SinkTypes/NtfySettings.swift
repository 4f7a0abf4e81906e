import BridgeCore
import Sinks

struct NtfySettings: SinkSettings, Equatable {
    static let word = "ntfy"
    /// Of the server.
    var url: Secret
    var topic: Secret
    var token: Secret?

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url =
            section.optionalSecret("url", url, "The server's address, if it is not https://ntfy.sh")
            ?? .literal("https://ntfy.sh")
        topic = section.requiredSecret("topic", .topic, "The topic; on an open server its name is a password")
        token = section.optionalSecret("token", .secret, "An access token (tk_...), if the server asks for one")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            NtfyTopic.self,
            .init(connection: parts.connection(url), renderer: parts.renderer, topic: topic, token: token))
    }
}

extension Shape where Value == Secret {
    /// The name of a topic.
    fileprivate static var topic: Shape {
        secret { NtfyTopic.isName($0) ? nil : ("is not the name of a topic", NtfyTopic.nameRule) }
    }
}
