import BridgeCore
import Sinks

struct KafkaRESTSettings: SinkSettings, Equatable {
    static let word = "kafka_rest"
    var url: Secret
    var api: KafkaREST.API
    var topic: String
    var signIn: SignIn

    private enum Version: String, CaseIterable { case v2, v3 }

    init(_ section: inout Section, url: Shape<Secret>) {
        self.url = section.requiredSecret("url", url, "The proxy's address, as in http://kafka-rest:8082")
        let version: Version = section.value("api", .word, default: .v3, "The version of the API")
        let cluster = section.optional("cluster", .cluster, "The cluster's id, as in lkc-abc123; version 3 asks for it")
        topic = section.required("topic", .topic, "The topic")
        signIn = section.signIn()
        switch (version, cluster) {
        case (.v2, nil): api = .v2
        case (.v2, _?):
            section.report("is not of version 2", at: "cluster", hint: "take it away, or set api: v3")
            api = .v2
        case (.v3, let cluster?): api = .v3(cluster: cluster)
        case (.v3, nil):
            section.report("the key is missing", at: "cluster", hint: "its id, as GET /v3/clusters shows it")
            api = .v3(cluster: "")
        }
    }

    func make(_ parts: SinkParts) throws -> (any Sink, SinkTraits) {
        try parts.http(
            KafkaREST.self, .init(connection: parts.connection(url), api: api, topic: topic, signIn: signIn))
    }
}

extension Shape where Value == String {
    fileprivate static var topic: Shape { name("a topic", "is not a topic: letters, digits, ., _ and -") }
    fileprivate static var cluster: Shape { name("a cluster's id", "is not a cluster's id, as in lkc-abc123") }

    private static func name(_ expectation: String, _ objection: String) -> Shape {
        text(expectation, pattern: nil) { text in
            text.wholeMatch(of: /[A-Za-z0-9._\-]{1,249}/) == nil || [".", ".."].contains(text) ? objection : nil
        }
    }
}
