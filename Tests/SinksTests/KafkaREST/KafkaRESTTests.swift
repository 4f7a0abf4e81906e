import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct KafkaRESTTests {
    static let apis: [KafkaREST.API] = [.v2, .v3(cluster: "lkc-1")]

    @Test(arguments: apis)
    func eventsAreRecords(api: KafkaREST.API) throws {
        let text = Golden.text(of: try kafka(api).request(for: [.sample(.opened), .sample(.sinkTest)], at: .test))
        #expect(try text == Golden.recorded("kafka_rest/two.\(api == .v2 ? "v2" : "v3").txt", for: text))
    }

    @Test(arguments: apis)
    func theKeyIsTheFindings(api: KafkaREST.API) throws {
        let deliveries = [Delivery.sample(.opened), .sample(.resolved), .sample(.aclResolved), .sample(.sinkTest)]
        let objects = EventAnswer.objects(try kafka(api).request(for: deliveries, at: .test))
        let records = api == .v2 ? objects.first?["records"]?.array ?? [] : objects
        let keys = records.map { $0["key"]?.string ?? $0["key"]?["data"]?.string }
        #expect(keys == ["k1", "k1", "k9", "/sinks/sec-slack"])
    }

    @Test func theValueIsTheEventAsItWasCommitted() throws {
        let record = EventAnswer.objects(try kafka(.v3(cluster: "c")).request(for: [.sample(.opened)], at: .test)).first
        #expect(record?["value"]?["data"]?.bytes == SampleEvent.opened.encoded.json)
        #expect(
            record?["headers"]?.array?.first { $0["name"]?.string == "ce_type" }?["value"]?.string
                == "aW8uY2hlY2ticmlkZ2UuZmluZGluZy5vcGVuZWQ=")
    }

    @Test func topicAndClusterArePartsOfThePath() throws {
        let request = try kafka(.v3(cluster: "a/b"), topic: "c d").request(for: [.sample(.opened)], at: .test)
        #expect(request.url == "https://kafka.example/kafka/v3/clusters/a%2Fb/topics/c%20d/records")
    }

    @Test(arguments: [
        ("https://pkc-1.eu.aws.confluent.cloud:443", true), ("https://pkc-1.eu.aws.confluent.cloud/", true),
        ("https://pkc-1.eu.aws.confluent.cloud:443/kafka", false), ("https://kafka-rest.example:8082", false),
    ])
    func aCloudWithoutItsPathIsObjectedTo(url: String, isObjectedTo: Bool) throws {
        let objection = try kafka(.v2).objection(to: try #require(SecretURL(url)))
        #expect((objection != nil) == isObjectedTo)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var code: Int
        var shape: OutcomeShape
        var testDescription: String { "\(code)" }
    }

    @Test(
        arguments: apis,
        [
            Row(code: 40101, shape: .rejected(.sink)), Row(code: 40301, shape: .rejected(.sink)),
            Row(code: 40403, shape: .rejected(.sink)), Row(code: 50002, shape: .rejected(.delivery)),
            Row(code: 50003, shape: .retry(after: nil, .delivery)), Row(code: 42901, shape: .retry(after: nil, .sink)),
            Row(code: 400, shape: .rejected(.delivery)), Row(code: 408, shape: .retry(after: nil, .delivery)),
            Row(code: 42206, shape: .rejected(.delivery)), Row(code: 503, shape: .retry(after: nil, .sink)),
            Row(code: 1, shape: .rejected(.delivery)), Row(code: 2, shape: .retry(after: nil, .delivery)),
        ])
    func aRecordHasAnOutcomeOfItsOwn(api: KafkaREST.API, row: Row) async throws {
        let outcomes = try await outcomes(api) { index, offset in
            index == 1
                ? #"{"error_code":\#(row.code),"error":"the words","message":"the words"}"# : offset
        }
        #expect(outcomes.map(\.shape) == [.delivered, row.shape, .delivered])
        #expect(outcomes[1].words.contains("error_code \(row.code): the words"))
    }

    @Test(arguments: apis, [#"{}"#, #"{"error_code":200}"#, #"{"partition":0,"offset":null}"#])
    func whatHasNeitherOffsetNorErrorIsSentAgain(api: KafkaREST.API, record: String) async throws {
        let outcomes = try await outcomes(api) { $0 == 1 ? record : $1 }
        guard case .retry = outcomes[1] else {
            // In version 2, 200 is an error like any other number.
            #expect(api == .v2 && record.contains("200")); return
        }
        #expect([outcomes[0], outcomes[2]] == [.delivered, .delivered])
    }

    @Test(arguments: apis)
    func whatTheAnswerDoesNotReachIsSentAgain(api: KafkaREST.API) async throws {
        let outcomes = try await outcomes(api) { $0 == 2 ? nil : $1 }
        #expect(outcomes.map(\.shape) == [.delivered, .delivered, .retry(after: nil, .delivery)])
    }

    @Test func anAnswerThatBreaksOffCountsAsFarAsItGoes() async throws {
        let body = #"{"error_code":200,"offset":1}{"error_code":200,"offset":2}{"error_code":20"#
        let client = ScriptedHTTPClient(status: 200, body: body)
        let sink = try SinkUnderTest.kafkaREST(.v3(cluster: "c")).make(client, .test)
        let outcomes = await sink.outcomes(of: (0..<3).map { .numbered($0) })
        #expect(outcomes.map(\.shape) == [.delivered, .delivered, .retry(after: nil, .delivery)])
    }

    @Test(arguments: apis)
    func moreOffsetsThanRecordsSayNothing(api: KafkaREST.API) async throws {
        let outcomes = try await outcomes(api) { index, offset in
            index == 0 ? offset + (api == .v2 ? "," : "\n") + offset : offset
        }
        #expect(outcomes.map(\.shape) == Array(repeating: .retry(after: nil, .sink), count: 3))
    }

    /// Version 2 answers 403 if any record was refused so; the others are written.
    @Test func aRefusalMayHideRecordsThatWereWritten() async throws {
        let outcomes = try await outcomes(.v2, status: 403) { index, offset in
            index == 1 ? #"{"error_code":40301,"error":"not authorized"}"# : offset
        }
        #expect(outcomes.map(\.shape) == [.delivered, .rejected(.sink), .delivered])
    }

    @Test(arguments: apis, [404, 403])
    func aTopicThatIsNotThereIsTheSinksFault(api: KafkaREST.API, status: Int) async throws {
        let client = ScriptedHTTPClient(status: status, body: #"{"error_code":40403,"message":"unknown topic"}"#)
        let outcomes = try await SinkUnderTest.kafkaREST(api).make(client, .test).outcomes(of: [
            .numbered(0), .numbered(1),
        ])
        #expect(outcomes.map(\.shape) == [.rejected(.sink), .rejected(.sink)])
        #expect(outcomes[0].words.contains("unknown topic") && outcomes[0].words.contains("Check topic"))
    }

    /// Of three events in one request.
    /// - Parameter change: what is answered about one, given what would be right.
    private func outcomes(
        _ api: KafkaREST.API, status: Int = 200, _ change: @escaping @Sendable (Int, String) -> String?
    ) async throws -> [Outcome] {
        let client = ScriptedHTTPClient { _ in
            let parts = (0..<3).compactMap { index in
                change(index, (api == .v2 ? "{" : #"{"error_code":200,"#) + #""partition_id":0,"offset":\#(index)}"#)
            }
            let body = api == .v2 ? #"{"offsets":[\#(parts.joined(separator: ","))]}"# : parts.joined(separator: "\n")
            return .success(HTTPResponse(status: status, body: Array(body.utf8)))
        }
        return try await SinkUnderTest.kafkaREST(api).make(client, .test).outcomes(of: (0..<3).map { .numbered($0) })
    }

    private func kafka(_ api: KafkaREST.API, topic: String = "findings") throws -> KafkaREST {
        try kind(
            .init(
                connection: HTTPConnection(name: "k", url: .literal("https://kafka.example/kafka/")), api: api,
                topic: topic, signIn: .user("key", password: .literal("secret"))))
    }
}
