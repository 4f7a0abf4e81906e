import BridgeCore
import HTTPTransport
import Sinks
import Testing

/// A sink that takes events, and the fake that stores them.
struct EventStoreUnderTest: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The fake's name in the simulator.
    var name: String
    var make: @Sendable (any HTTPClient, Timestamp) throws -> any Sink

    static let all = [splunk(), elasticsearch(), loki(), datadog, kafka(.v2), kafka(.v3(cluster: "simulated"))]

    /// Those that find out that they have an event already.
    static let idempotent = [elasticsearch(), loki()]

    private static func connection(_ name: String) -> HTTPConnection {
        HTTPConnection(name: "events", url: .literal("http://127.0.0.1:1/\(name)"))
    }

    static func splunk(token: String = "simulated-splunk", index: String? = nil) -> EventStoreUnderTest {
        EventStoreUnderTest(testDescription: "splunk_hec", name: "splunk") { client, now in
            try HTTPSink<SplunkHEC>(
                .init(connection: connection("splunk"), token: .literal(token), index: index),
                client: client, file: { _, _ in [] }, now: { now })
        }
    }

    static func elasticsearch(index: String = "logs-checkbridge-default") -> EventStoreUnderTest {
        EventStoreUnderTest(testDescription: "elasticsearch", name: "elasticsearch") { client, now in
            try HTTPSink<Elasticsearch>(
                .init(
                    connection: connection("elasticsearch"), index: index,
                    signIn: .token(.literal("c2ltdWxhdGVkOmVsYXN0aWM="), scheme: "ApiKey")),
                client: client, file: { _, _ in [] }, now: { now })
        }
    }

    static func loki(tenant: String? = "acme", hasMetadata: Bool = true) -> EventStoreUnderTest {
        EventStoreUnderTest(testDescription: "loki", name: "loki") { client, now in
            try HTTPSink<Loki>(
                .init(connection: connection("loki"), hasMetadata: hasMetadata, tenant: tenant),
                client: client, file: { _, _ in [] }, now: { now })
        }
    }

    static let datadog = EventStoreUnderTest(testDescription: "datadog", name: "datadog") { client, now in
        try HTTPSink<Datadog>(
            .init(connection: connection("datadog"), key: .literal("simulated-datadog")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static func kafka(_ api: KafkaREST.API, topic: String = "findings") -> EventStoreUnderTest {
        EventStoreUnderTest(testDescription: "kafka_rest \(api)", name: "kafka") { client, now in
            try HTTPSink<KafkaREST>(
                .init(
                    connection: connection("kafka"), api: api, topic: topic,
                    signIn: .user("simulated", password: .literal("simulated-kafka"))),
                client: client, file: { _, _ in [] }, now: { now })
        }
    }
}
