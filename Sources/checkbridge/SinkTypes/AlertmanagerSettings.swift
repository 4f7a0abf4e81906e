import BridgeCore
import Sinks

struct AlertmanagerSettings: SinkSettings {
    static let word = "alertmanager"
    var url: Secret
    var labels: [AlertLabel]
    var resendsEvery: Duration
    var expiresAfter: Duration

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret(
            "url", url, "The address of one Alertmanager, as in http://alertmanager:9093; each replica is a sink")
        labels = section.value(
            "labels", .alertLabels(0...16, besides: AlertLabel.ownNames), default: [],
            "Labels that every alert gets besides its own")
        resendsEvery = section.value(
            "resend_every", .duration(.seconds(10)...(.seconds(86_400))), default: .seconds(300),
            "How often it is told again what fires")
        expiresAfter = section.value(
            "expires_after", .duration(.seconds(60)...(.seconds(30 * 86_400))), default: .seconds(86_400),
            "How long an alert fires after it was told of last")
        if expiresAfter < resendsEvery * 2 {
            section.report(
                "an alert would end before it is told again", at: "expires_after",
                hint: "at least twice resend_every")
        }
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.conversation(
            Alertmanager.self,
            .init(
                connection: parts.connection(url), renderer: parts.renderer, labels: labels,
                resendsEvery: resendsEvery, expiresAfter: expiresAfter))
    }
}
