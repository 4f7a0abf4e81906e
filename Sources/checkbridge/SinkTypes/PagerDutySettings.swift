import BridgeCore
import Sinks

struct PagerDutySettings: SinkSettings {
    static let word = "pagerduty"
    /// Of the API.
    var url: Secret
    var routingKey: Secret
    var severities: SeverityWords
    var easing: PagerDuty.Easing

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url =
            section.optionalSecret(
                "url", url, "The API's address, if it is not https://events.pagerduty.com; in the EU it is events.eu")
            ?? .literal("https://events.pagerduty.com")
        routingKey = section.requiredSecret(
            "routing_key", .secret, "The integration key of an Events API v2 integration of the service")
        severities = section.severityWords(
            "severity", among: ["critical", "error", "warning", "info"], default: PagerDuty.Options.usualSeverities,
            "PagerDuty's severity for each of ours")
        easing = section.value(
            "suppressed", .word, default: .acknowledge, "What becomes of the incident of a finding that is ignored")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            PagerDuty.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, routingKey: routingKey,
                severities: severities, easing: easing))
    }
}
