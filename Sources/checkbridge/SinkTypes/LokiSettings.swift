import BridgeCore
import Sinks

struct LokiSettings: SinkSettings, Equatable {
    static let word = "loki"
    var url: Secret
    var labels: [AlertLabel]
    var hasMetadata: Bool
    var tenant: String?
    var signIn: SignIn

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The address, as in http://loki:3100")
        labels =
            section.optional(
                "labels", .lokiLabels, "Labels of every stream besides severity; otherwise job: checkbridge")
            ?? Loki.Options.usualLabels
        hasMetadata = section.value(
            "structured_metadata", .truth, default: true, "Whether ids and names go along as structured metadata")
        tenant = section.optional("tenant", .tenant, "The tenant, of a Loki that has several")
        signIn = section.signIn(("token", "Bearer", "A token"))
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            Loki.self,
            .init(
                connection: parts.connection(url), labels: labels, hasMetadata: hasMetadata, tenant: tenant,
                signIn: signIn))
    }
}

extension Shape where Value == String {
    /// As Loki takes it, and as a header can say it.
    fileprivate static var tenant: Shape {
        text("a tenant", pattern: nil) { text in
            text.wholeMatch(of: /[A-Za-z0-9!._*'()\-]{1,150}/) == nil ? "is not a tenant's name" : nil
        }
    }
}

extension Shape where Value == [AlertLabel] {
    /// Loki has room for 15, one of which is the severity.
    fileprivate static var lokiLabels: Shape { alertLabels(1...14, besides: ["severity"]) }
}
