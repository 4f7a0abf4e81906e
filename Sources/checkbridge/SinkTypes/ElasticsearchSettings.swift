import BridgeCore
import Sinks

struct ElasticsearchSettings: SinkSettings, Equatable {
    static let word = "elasticsearch"
    var url: Secret
    var index: String
    var signIn: SignIn

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The cluster's address, as in https://elastic.example:9200")
        index = section.value(
            "index", .index, default: "logs-checkbridge-default", "The index, its alias, or the data stream")
        signIn = section.signIn(("api_key", "ApiKey", "An API key, as Elasticsearch shows it under encoded"))
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            Elasticsearch.self,
            .init(connection: parts.connection(url), renderer: parts.renderer, index: index, signIn: signIn))
    }
}

extension Shape where Value == String {
    fileprivate static var index: Shape {
        text("the name of an index", pattern: nil) { text in
            let isOne = text.wholeMatch(of: /[^\p{Lu}\\\/*?"<>| ,#:\-_+.][^\p{Lu}\\\/*?"<>| ,#:]*/) != nil
            return isOne && text.utf8.count <= 255
                ? nil : "is not the name of an index: small letters, digits, - _ and ., a letter or digit first"
        }
    }
}
