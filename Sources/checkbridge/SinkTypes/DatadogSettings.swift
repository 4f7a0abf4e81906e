import BridgeCore
import Sinks

struct DatadogSettings: SinkSettings, Equatable {
    static let word = "datadog"
    /// Of the site's API.
    var url: Secret
    var key: Secret
    var tags: [String]

    init(_ section: inout Section, url: Shape<Secret>) {
        let site = section.optional("site", .site, "The site, as in datadoghq.eu, if it is not datadoghq.com")
        let address = section.optionalSecret("url", url, "The API's address, in place of site")
        for name in ["url", "url_file"] { section.exclude(["site", name], required: false) }
        self.url = address ?? .literal("https://api.\(site ?? "datadoghq.com")")
        key = section.requiredSecret("api_key", .secret, "An API key of the organisation, not an application key")
        tags = section.value(
            "tags", .list(of: .tag, count: 0...20), default: [], "Tags that every event gets besides its own")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            Datadog.self,
            .init(connection: parts.connection(url), renderer: parts.renderer, key: key, tags: tags))
    }
}

extension Shape where Value == String {
    fileprivate static var site: Shape {
        text("a site", pattern: nil) { text in
            text.wholeMatch(of: /[a-z0-9]([a-z0-9.\-]{0,60}[a-z0-9])?/) == nil || text.hasPrefix("api.")
                ? "is not a site, as in us5.datadoghq.com" : nil
        }
    }

    fileprivate static var tag: Shape {
        text("a tag", pattern: nil) { text in
            text.wholeMatch(of: /\p{L}[\p{L}\p{N}_\-:.\/]{0,199}/) == nil
                ? "is not a tag: a letter first, then letters, digits and _ - : . /" : nil
        }
    }
}
