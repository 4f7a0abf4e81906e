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
    private static let maximumLabels = 16

    fileprivate static var alertLabels: Shape {
        let members = Shape<[JSONMember]>.members(besides: AlertLabel.ownNames)
        return Shape(placeholder: [], schema: members.schema) { node, path, reading in
            guard let members = members.read(node, path, &reading) else { return nil }
            if members.count > maximumLabels { reading.report("has more than \(maximumLabels) labels", at: node, path) }
            return members.compactMap { member in
                let label = AlertLabel(checking: member)
                if label == nil { reading.report(fault(of: member.name), at: node, path) }
                return label
            }
        }
    }

    private static func fault(of name: String) -> String {
        "\(name.quoted) is no label: a name of letters, digits and _, and a text of 1 to \(AlertLabel.maximumBytes) bytes"
    }
}

extension AlertLabel {
    fileprivate static let maximumBytes = 100

    /// `nil` if Alertmanager would not take it as it is.
    fileprivate init?(checking member: JSONMember) {
        let value: String
        switch member.value {
        case .string(let text), .number(let text): value = text
        case .bool(let truth): value = String(truth)
        case .null, .array, .object: return nil
        }
        guard member.name.wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]{0,99}/) != nil,
            (1...Self.maximumBytes).contains(value.utf8.count)
        else { return nil }
        self.init(name: member.name, value: value)
    }
}
