import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct SLSWebTrackingTests {
    @Test(arguments: [SampleEvent.opened, .aclResolved, .affectedChanged, .baseline, .sinkFailing, .unknown])
    func anEventIsALog(event: SampleEvent) throws {
        let text = Golden.text(of: try tracking().request(for: [.sample(event)], at: .test))
        #expect(try text == Golden.recorded("sls_webtracking/\(event.rawValue).txt", for: text))
    }

    @Test(arguments: SampleEvent.allCases)
    func aLogHoldsTextsOnlyAndTheEventsOwnTime(event: SampleEvent) throws {
        let log = try #require(Self.logs(try tracking().request(for: [.sample(event)], at: .test)).first)
        let members = try #require(log.members)
        #expect(members.allSatisfy { $0.value.string != nil && !$0.name.hasPrefix("__") })
        #expect(Set(members.map(\.name)).count == members.count)
        #expect(log["event_time"]?.string == "2026-03-01T09:15:30Z" && log["event_id"]?.string == event.id)
    }

    /// Whatever an event of another version calls its members.
    @Test func noMemberTakesThePlaceOfAnother() throws {
        let json = """
            {"specversion":"1.0","id":"i","source":"s","type":"t","data":{"event_id":"x","__time__":"1","severity":3,\
            "finding_id":"mine","finding":{"id":"theirs","ok":true,"none":null}}}
            """
        let delivery = Delivery(content: .event(EncodedEvent(id: "i", json: Array(json.utf8))), attempt: 1)
        let log = try #require(Self.logs(try tracking().request(for: [delivery], at: .test)).first)
        #expect(log["event_id"]?.string == "i" && log["__time__"] == nil && log["severity"]?.string == "")
        #expect(log["finding_id"]?.string == "mine" && log["finding_ok"]?.string == "true")
        #expect(log["finding_none"]?.string == "")
    }

    @Test func manyEventsAreOneCallAndVeryManyAreSeveral() async throws {
        let client = ScriptedHTTPClient(status: 200)
        _ = try await sink(client).outcomes(of: (0..<900).map { _ in Delivery.sample(.sinkTest) })
        #expect(client.requests.map { Self.logs($0).count } == [500, 400])
        for request in client.requests {
            #expect(request.value(of: "x-log-bodyrawsize") == String(request.body?.count ?? 0))
        }
    }

    @Test func aCallIsNeverLargerThanItMayBe() async throws {
        let client = ScriptedHTTPClient(status: 200)
        let large = Delivery.noted(String(repeating: "\"", count: 31_000))
        let outcomes = try await sink(client).outcomes(of: Array(repeating: large, count: 40))
        #expect(outcomes == Array(repeating: .delivered, count: 40))
        #expect(client.requests.allSatisfy { ($0.body?.count ?? .max) <= 3_000_000 })
        #expect(client.requests.map { Self.logs($0).count }.reduce(0, +) == 40)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var shape: OutcomeShape
        var advice = ""
        var testDescription: String { "\(status) \(body)" }
    }

    static let rows = [
        Row(status: 200, body: "{}", shape: .delivered),
        Row(status: 200, body: "<html>Log in</html>", shape: .retry(after: nil, .sink), advice: "is url right"),
        Row(status: 200, body: "ok", shape: .retry(after: nil, .sink)),
        Row(status: 200, body: #"{"errorCode":"Odd","errorMessage":"m"}"#, shape: .retry(after: nil, .sink)),
        Row(
            status: 404, body: #"{"errorCode":"LogStoreNotExist","errorMessage":"logstore x"}"#,
            shape: .rejected(.sink), advice: "Check logstore"),
        Row(
            status: 404, body: #"{"errorCode":"ProjectNotExist"}"#, shape: .rejected(.sink), advice: "Check the project"
        ),
        Row(status: 401, body: #"{"errorCode":"Unauthorized"}"#, shape: .rejected(.sink), advice: "WebTracking on"),
        Row(status: 403, body: #"{"errorCode":"WriteQuotaExceed"}"#, shape: .retry(after: nil, .sink)),
        Row(status: 403, body: #"{"errorCode":"ShardWriteQuotaExceed"}"#, shape: .retry(after: nil, .sink)),
        Row(status: 500, body: #"{"errorCode":"InternalServerError"}"#, shape: .retry(after: nil, .delivery)),
        Row(status: 503, body: #"{"errorCode":"ServerBusy"}"#, shape: .retry(after: nil, .sink)),
        Row(status: 400, body: #"{"errorCode":"PostBodyInvalid","errorMessage":"m"}"#, shape: .rejected(.delivery)),
    ]

    @Test(arguments: rows)
    func anAnswerMeansWhatItsBodySays(row: Row) async throws {
        let outcome = try await sink(ScriptedHTTPClient(status: row.status, body: row.body)).outcome(
            of: .sample(.opened))
        #expect(outcome?.shape == row.shape)
        #expect(outcome?.words.contains(row.advice) == true || row.advice.isEmpty, "\(outcome?.words ?? "")")
    }

    @Test func theOneThatIsToBlameIsFound() async throws {
        let client = ScriptedHTTPClient { request in
            let isBad = Self.logs(request).contains { $0["finding_title"]?.string == "bad" }
            let body = isBad ? #"{"errorCode":"PostBodyInvalid"}"# : ""
            return .success(HTTPResponse(status: isBad ? 400 : 200, body: Array(body.utf8)))
        }
        let outcomes = try await sink(client).outcomes(of: (0..<8).map { Delivery.titled($0 == 5 ? "bad" : "good") })
        #expect(outcomes.map(\.shape) == (0..<8).map { $0 == 5 ? .rejected(.delivery) : .delivered })
    }

    @Test(arguments: [
        ("https://acme.cn-hangzhou-intranet.log.aliyuncs.com", nil),
        ("https://acme.cn-hangzhou.log.aliyuncs.com", "the whole Internet"),
        ("https://relay.example/sls", "the whole Internet"),
        ("https://acme.cn-hangzhou.log.aliyuncs.com/logstores/a/track", "has a path"),
    ])
    func doctorSaysWhoElseMayWrite(url: String, objection: String?) throws {
        let found = try tracking().objection(to: try #require(SecretURL(url)))
        #expect((found == nil) == (objection == nil))
        if let objection { #expect(found?.text.contains(objection) == true) }
    }

    private static func logs(_ request: HTTPRequest) -> [JSONValue] {
        (try? JSONValue(parsing: request.body ?? []))?["__logs__"]?.array ?? []
    }

    private var options: SLSWebTracking.Options {
        SLSWebTracking.Options(
            connection: HTTPConnection(
                name: "logs", url: .literal("https://acme.cn-hangzhou-intranet.log.aliyuncs.com")),
            logstore: "security")
    }

    private func tracking() throws -> SLSWebTracking { try kind(options) }

    private func sink(_ client: ScriptedHTTPClient) throws -> HTTPSink<SLSWebTracking> {
        try HTTPSink(options, client: client, file: { _, _ in [] }, now: { .test })
    }
}
