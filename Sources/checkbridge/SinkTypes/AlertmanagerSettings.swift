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
        labels = section.value("labels", .alertLabels, default: [], "Labels that every alert gets besides its own")
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

extension Shape where Value == [AlertLabel] {
    fileprivate static var alertLabels: Shape {
        let members = Shape<[JSONMember]>.members
        return Shape(placeholder: [], schema: members.schema) { node, path, reading in
            guard let members = members.read(node, path, &reading) else { return nil }
            for member in members where member.name.wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]{0,99}/) == nil {
                reading.report("\(member.name.quoted) cannot be the name of a label", at: node, path)
            }
            return members.compactMap { member in
                switch member.value {
                case .string(let text), .number(let text): AlertLabel(name: member.name, value: text)
                default: nil
                }
            }
        }
    }
}
