import BridgeCore
import HTTPTransport
import Sinks

extension SinkUnderTest {
    /// What takes events as they are.
    static let eventStores = [splunkHEC, elasticsearch, loki, datadog, kafkaREST(.v2), kafkaREST(.v3(cluster: "c1"))]

    static let splunkHEC = SinkUnderTest(name: "splunk_hec", success: (200, #"{"text":"Success","code":0}"#)) {
        client, now in
        try HTTPSink<SplunkHEC>(
            .init(connection: connection("https://splunk.example:8088"), token: .literal("tokenSECRETtoken")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let elasticsearch: SinkUnderTest = {
        var sink = SinkUnderTest(name: "elasticsearch", success: (200, "")) { client, now in
            try HTTPSink<Elasticsearch>(
                .init(
                    connection: connection("https://elastic.example/pathSECRETpath"),
                    signIn: .token(.file("/run/secrets/key"), scheme: "ApiKey")),
                client: client, file: { _, _ in Array("tokenSECRETtoken\n".utf8) }, now: { now })
        }
        sink.acceptance = { EventAnswer.bulk($0) { id in #"{"_id":"\#(id)","status":201}"# } }
        sink.parse = { body in
            guard body.last == 0x0A else { throw JSONError.truncated(offset: body.count) }
            for line in body.split(separator: 0x0A) { _ = try JSONValue(parsing: Array(line)) }
        }
        return sink
    }()

    static let loki = SinkUnderTest(name: "loki", success: (204, "")) { client, now in
        try HTTPSink<Loki>(
            .init(
                connection: connection("https://user:hunter2@loki.example/pathSECRETpath"), tenant: "acme",
                signIn: .user("robot", password: .literal("tokenSECRETtoken"))),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let datadog = SinkUnderTest(name: "datadog", success: (202, #"{"status":"ok","event":{"id":1}}"#)) {
        client, now in
        try HTTPSink<Datadog>(
            .init(connection: connection("https://api.datadog.example"), key: .literal("tokenSECRETtoken")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static func kafkaREST(_ api: KafkaREST.API) -> SinkUnderTest {
        var sink = SinkUnderTest(name: "kafka_rest \(api)", success: (200, "")) { client, now in
            try HTTPSink<KafkaREST>(
                .init(
                    connection: connection("https://kafka.example/pathSECRETpath"), api: api, topic: "findings",
                    signIn: .user("robot", password: .literal("tokenSECRETtoken"))),
                client: client, file: { _, _ in [] }, now: { now })
        }
        sink.acceptance = { request in
            switch api {
            case .v2: EventAnswer.offsets(request) { #"{"partition":0,"offset":\#($0),"error_code":null}"# }
            case .v3: EventAnswer.receipts(request) { #"{"error_code":200,"partition_id":0,"offset":\#($0)}"# }
            }
        }
        return sink
    }

    private static func connection(_ url: String) -> HTTPConnection { HTTPConnection(name: "e", url: .literal(url)) }
}

/// What the stores answer that say of each event what became of it.
enum EventAnswer {
    /// Of Elasticsearch, item by item.
    static func bulk(_ request: HTTPRequest, _ item: (String) -> String) -> String {
        let actions = objects(request).compactMap { $0["create"]?["_id"]?.string }
        return
            #"{"took":1,"errors":true,"items":[\#(actions.map { #"{"create":\#(item($0))}"# }.joined(separator: ","))]}"#
    }

    /// Of Kafka REST v2, by the record's place.
    static func offsets(_ request: HTTPRequest, _ offset: (Int) -> String) -> String {
        let count = objects(request).first?["records"]?.array?.count ?? 0
        return #"{"offsets":[\#((0..<count).map(offset).joined(separator: ","))]}"#
    }

    /// Of Kafka REST v3, by the record's place.
    static func receipts(_ request: HTTPRequest, _ receipt: (Int) -> String) -> String {
        objects(request).indices.map(receipt).joined(separator: "\r\n")
    }

    /// What stands in a body, one after another.
    static func objects(_ request: HTTPRequest) -> [JSONValue] {
        var scanner = JSONScanner(request.body ?? [])
        var objects: [JSONValue] = []
        while scanner.next == .object, let object = try? scanner.value() { objects.append(object) }
        return objects
    }
}
