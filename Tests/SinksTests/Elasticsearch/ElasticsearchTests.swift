import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct ElasticsearchTests {
    @Test(arguments: [SampleEvent.opened, .aclResolved, .baseline, .sourceFailing, .sinkTest])
    func anEventIsADocument(event: SampleEvent) throws {
        let text = Golden.text(of: try elastic().request(for: [.sample(event)], at: .test))
        #expect(try text == Golden.recorded("elasticsearch/\(event.rawValue).txt", for: text))
    }

    @Test func theWholeEventIsThereAsItWasCommitted() throws {
        let document = EventAnswer.objects(try elastic().request(for: [.sample(.opened)], at: .test)).last
        #expect(document?["event"]?["original"]?.string.map { Array($0.utf8) } == SampleEvent.opened.encoded.json)
        #expect(document?["@timestamp"]?.string == "2026-03-01T09:15:30Z")
    }

    /// An index that has seen a text in a field refuses an object there.
    @Test func aFieldHasOneTypeWhateverTheVendorSends() throws {
        let plain = String(decoding: SampleEvent.opened.encoded.json, as: UTF8.self)
        let odd = plain.replacing(#""details":{"#, with: #""details":{"reason":{"a":[1]},"#)
            .replacing(#""affected_count":2"#, with: #""affected_count":"many""#)
            .replacing(#""checked_at":"2026-03-01T09:00:00Z""#, with: #""checked_at":"yesterday""#)
            .replacing(#""region":"cn-hangzhou""#, with: #""region":7"#)
        let delivery = Delivery(
            content: .event(EncodedEvent(id: SampleEvent.opened.id, json: Array(odd.utf8))), attempt: 1)
        let document = EventAnswer.objects(try elastic().request(for: [delivery], at: .test)).last
        let fields = try #require(document?["checkbridge"])
        #expect(fields["affected_count"] == nil && fields["checked_at"] == nil)
        #expect(document?["cloud"]?["region"] == nil)
        #expect(fields.members?.contains { $0.value.members != nil || $0.value.array != nil } == false)
    }

    @Test(arguments: [("findings", "findings"), ("a b/c?d", "a%20b%2Fc%3Fd")])
    func theIndexIsPartOfThePath(index: String, path: String) throws {
        let request = try elastic("https://es.example/es/", index: index).request(for: [.sample(.opened)], at: .test)
        #expect(request.url == "https://es.example/es/\(path)/_bulk")
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var status: Int
        var type = "an_exception"
        var reason = "the words"
        var shape: OutcomeShape
        var testDescription: String { "\(status) \(type)" }
    }

    static let rows = [
        Row(status: 201, shape: .delivered), Row(status: 200, shape: .delivered),
        Row(status: 409, type: "version_conflict_engine_exception", shape: .delivered),
        Row(status: 400, type: "document_parsing_exception", shape: .rejected(.delivery)),
        Row(status: 400, type: "invalid_index_name_exception", shape: .rejected(.sink)),
        Row(status: 400, type: "index_closed_exception", shape: .rejected(.sink)),
        Row(
            status: 400, type: "illegal_argument_exception", reason: "no write index is defined for alias [x]",
            shape: .rejected(.sink)),
        Row(status: 400, type: "illegal_argument_exception", shape: .rejected(.delivery)),
        Row(status: 403, type: "security_exception", shape: .rejected(.sink)),
        Row(status: 403, type: "cluster_block_exception", shape: .retry(after: nil, .sink)),
        Row(status: 404, type: "index_not_found_exception", shape: .rejected(.sink)),
        Row(status: 429, type: "es_rejected_execution_exception", shape: .retry(after: nil, .sink)),
        Row(status: 503, type: "unavailable_shards_exception", shape: .retry(after: nil, .sink)),
        Row(status: 500, shape: .retry(after: nil, .delivery)), Row(status: 302, shape: .retry(after: nil, .delivery)),
    ]

    /// A success of the whole is none of its items.
    @Test(arguments: rows)
    func anItemHasAnOutcomeOfItsOwn(row: Row) async throws {
        let client = ScriptedHTTPClient { request in
            let body = EventAnswer.bulk(request) { id in
                let error = #""error":{"type":"\#(row.type)","reason":"\#(row.reason)"}"#
                return id == Delivery.numbered(1).id
                    ? #"{"_id":"\#(id)","status":\#(row.status)\#(row.shape == .delivered ? "" : "," + error)}"#
                    : #"{"_id":"\#(id)","status":201}"#
            }
            return .success(HTTPResponse(status: 200, body: Array(body.utf8)))
        }
        let outcomes = try await SinkUnderTest.elasticsearch.make(client, .test).outcomes(
            of: (0..<3).map { .numbered($0) })
        #expect(outcomes.map(\.shape) == [.delivered, row.shape, .delivered])
        #expect(outcomes[1] == .delivered || outcomes[1].words.contains("\(row.type): \(row.reason)"))
        #expect(client.requests.count == 1)
    }

    enum Lie: CaseIterable {
        case fewer, more, others, none

        func items(_ items: [String]) -> [String] {
            switch self {
            case .fewer: items.dropLast()
            case .more: items + ["{}"]
            case .others: items.reversed()
            case .none: []
            }
        }
    }

    @Test(arguments: Lie.allCases)
    func anAnswerAboutOtherDocumentsSaysNothing(lie: Lie) async throws {
        let client = ScriptedHTTPClient { request in
            let ids = EventAnswer.objects(request).compactMap { $0["create"]?["_id"]?.string }
            let items = lie.items(ids.map { #"{"create":{"_id":"\#($0)","status":201}}"# })
            let body = #"{"errors":false,"items":[\#(items.joined(separator: ","))]}"#
            return .success(HTTPResponse(status: 200, body: Array(body.utf8)))
        }
        let outcomes = try await SinkUnderTest.elasticsearch.make(client, .test).outcomes(
            of: (0..<3).map { .numbered($0) })
        #expect(outcomes.map(\.shape) == Array(repeating: .retry(after: nil, .sink), count: 3))
    }

    @Test func aDigestWaitsForTheLastOfItsEvents() async throws {
        let busy = Delivery.digest.events[3].id
        let client = ScriptedHTTPClient { request in
            let body = EventAnswer.bulk(request) { #"{"_id":"\#($0)","status":\#($0 == busy ? 429 : 201)}"# }
            return .success(HTTPResponse(status: 200, body: Array(body.utf8)))
        }
        let outcomes = try await SinkUnderTest.elasticsearch.make(client, .test)
            .outcomes(of: [.numbered(1), .digest, .numbered(2)])
        #expect(outcomes.map(\.shape) == [.delivered, .retry(after: nil, .sink), .delivered])
    }

    @Test(arguments: [
        (SignIn.nobody, nil), (.user("u", password: .literal("p")), "Basic dTpw"),
        (.token(.literal("a2V5"), scheme: "ApiKey"), "ApiKey a2V5"),
    ])
    func thereAreThreeWaysToSignIn(signIn: SignIn, header: String?) throws {
        let request = try elastic(signIn: signIn).request(for: [.sample(.opened)], at: .test)
        #expect(request.value(of: "authorization") == header)
    }

    private func elastic(
        _ url: String = "https://es.example:9200", index: String = "logs-checkbridge-default",
        signIn: SignIn = .token(.literal("a2V5"), scheme: "ApiKey")
    ) throws -> Elasticsearch {
        try kind(.init(connection: HTTPConnection(name: "e", url: .literal(url)), index: index, signIn: signIn))
    }
}
