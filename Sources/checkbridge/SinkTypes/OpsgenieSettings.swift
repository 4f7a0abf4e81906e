import BridgeCore
import Sinks

struct OpsgenieSettings: SinkSettings {
    static let word = "opsgenie"
    /// Of the API.
    var url: Secret
    var key: Secret
    var priorities: SeverityWords
    var tags: [String]

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url =
            section.optionalSecret(
                "url", url, "The API's address, if it is not https://api.opsgenie.com; in the EU it is api.eu")
            ?? .literal("https://api.opsgenie.com")
        key = section.requiredSecret("api_key", .secret, "The key of an API integration that may create alerts")
        priorities = section.severityWords(
            "priority", among: ["P1", "P2", "P3", "P4", "P5"], default: Opsgenie.Options.usualPriorities,
            "The priority for each severity")
        tags = section.value(
            "tags", .list(of: .label(50, without: ",", called: "commas"), count: 0...20), default: [],
            "Tags that every alert gets")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            Opsgenie.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, key: key, priorities: priorities,
                tags: tags))
    }
}
