import BridgeCore
import Sinks

struct SplunkHECSettings: SinkSettings, Equatable {
    static let word = "splunk_hec"
    var url: Secret
    var token: Secret
    var index: String?
    var sourceType: String?
    var source: String?
    var host: String?

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret(
            "url", url,
            "The collector's address, as in https://splunk.example:8088 or https://http-inputs-acme.splunkcloud.com")
        token = section.requiredSecret("token", .secret, "The token, without indexer acknowledgement")
        index = section.optional("index", .text, "The index, one that the token allows; otherwise the token's")
        sourceType = section.optional("sourcetype", .text, "The source type; otherwise the token's")
        source = section.optional(
            "source", .text, "The source; otherwise the event's, as in /accounts/prod/sources/risk")
        host = section.optional("host", .text, "The host; otherwise the one that Splunk sees")
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            SplunkHEC.self,
            .init(
                connection: parts.connection(url), token: token, index: index, sourceType: sourceType, source: source,
                host: host))
    }
}
