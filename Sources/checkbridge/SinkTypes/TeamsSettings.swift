import BridgeCore
import Sinks

struct TeamsSettings: SinkSettings, Equatable {
    static let word = "teams"
    /// Of a workflow, with its `sig`.
    var url: Secret

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret(
            "url", url.ofWorkflow, "The URL of a workflow \"When a Teams webhook request is received\"")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(TeamsWorkflow.self, .init(connection: parts.connection(url), renderer: parts.renderer))
    }
}

extension Shape where Value == Secret {
    /// A retired connector takes nothing any more: better known before the first message than after it.
    fileprivate var ofWorkflow: Shape {
        Shape(placeholder: placeholder(), schema: schema) { node, path, reading in
            guard let secret = read(node, path, &reading) else { return nil }
            guard case .literal(let text) = secret, let (message, advice) = TeamsWorkflow.retirement(of: text) else {
                return secret
            }
            reading.report(message, at: node, path, hint: advice)
            return nil
        }
    }
}
