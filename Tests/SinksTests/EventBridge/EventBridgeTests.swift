import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct EventBridgeTests {
    @Test(arguments: [SampleEvent.opened, .aclResolved, .baseline, .sourceFailing, .sinkTest])
    func anEventIsOneRequest(event: SampleEvent) throws {
        let text = Golden.text(of: try bridge().request(for: [.sample(event)], at: .test))
        #expect(try text == Golden.recorded("eventbridge/\(event.rawValue).txt", for: text))
    }

    @Test func aTemporaryKeyBringsItsToken() throws {
        let text = Golden.text(
            of: try bridge(token: "CAIS-token-of-a-role").request(
                for: [.sample(.opened), .sample(.resolved)], at: .test))
        #expect(try text == Golden.recorded("eventbridge/two.token.txt", for: text))
    }

    // MARK: Limits

    @Test func moreThanSixteenEventsAreSeveralCalls() async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.taken)
        _ = try await sink(client).outcomes(of: (0..<40).map { _ in Delivery.sample(.opened) })
        #expect(client.requests.map { Self.events($0).count } == [16, 16, 8])
    }

    @Test func aCallIsNeverLargerThanItMayBe() async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.taken)
        let large = Delivery.titled(String(repeating: "x", count: 60_000))
        let outcomes = try await sink(client).outcomes(of: Array(repeating: large, count: 16))
        #expect(outcomes == Array(repeating: .delivered, count: 16))
        #expect(client.requests.allSatisfy { ($0.body?.count ?? .max) <= 256_000 })
        #expect(client.requests.map { Self.events($0).count } == [4, 4, 4, 4])
    }

    @Test(arguments: [
        String(repeating: "标题", count: 20_000), String(repeating: "\"", count: 40_000),
        String(repeating: "👩‍👩‍👧‍👦", count: 4_000),
    ])
    func anEventThatIsTooLargeHasItsTextsCutAndSaysSo(title: String) throws {
        let request = try bridge().request(for: [.titled(title)], at: .test)
        let event = try #require(Self.events(request).first)
        #expect(event.bytes.count <= 64_000)
        #expect(event["truncated"]?.string == "data")
        #expect(event["id"]?.string == SampleEvent.opened.id)
        #expect(event["data"]?["finding"]?["title"]?.string?.last == "…")
    }

    /// Attributes are texts.
    @Test func whatWasCutBeforeIsSaidAsAText() throws {
        let json = String(decoding: SampleEvent.opened.encoded.json, as: UTF8.self)
            .replacing(#""data":{"#, with: #""truncated":["details","title"],"data":{"#)
        let event = EncodedEvent(id: SampleEvent.opened.id, json: Array(json.utf8))
        let request = try bridge().request(for: [Delivery(content: .event(event), attempt: 1)], at: .test)
        #expect(Self.events(request).first?["truncated"]?.string == "details,title")
    }

    @Test func whatCannotBeMadeSmallEnoughIsADeadLetter() {
        let many = (0..<9_000).map { _ in #""12345678""# }.joined(separator: ",")
        let json = #"{"specversion":"1.0","id":"i","source":"s","type":"t","data":{"a":[\#(many)]}}"#
        let delivery = Delivery(content: .event(EncodedEvent(id: "i", json: Array(json.utf8))), attempt: 1)
        #expect(throws: UnsendableDelivery.self) { try bridge().request(for: [delivery], at: .test) }
    }

    // MARK: Attempts

    @Test func eachAttemptHasANonceOfItsOwn() throws {
        let bridge = try bridge()
        func nonce(_ deliveries: [Delivery], _ now: Timestamp = .test) throws -> String? {
            try bridge.request(for: deliveries, at: now).value(of: "x-acs-signature-nonce")
        }
        let nonces = try [
            nonce([.sample(.opened)]), nonce([.sample(.opened, attempt: 2)]), nonce([.sample(.resolved)]),
            nonce([.sample(.opened), .sample(.resolved)]), nonce([.sample(.opened)], .test + .milliseconds(1)),
        ]
        #expect(Set(nonces).count == nonces.count)
        #expect(try nonce([.sample(.opened)]) == nonces[0])
    }

    // MARK: Answers

    @Test func onlyWhatFailedIsTriedAgain() async throws {
        let body = """
            {"FailedEntryCount":3,"EntryList":[{"EventId":"a"},{"ErrorCode":"InternalError","ErrorMessage":"try later"},\
            {"EventId":"c"},{"ErrorCode":"InvalidArgument","ErrorMessage":"no such type"},{},{"ErrorCode":"What"}]}
            """
        let outcomes = try await sink(ScriptedHTTPClient(status: 200, body: body)).outcomes(
            of: (0..<7).map { _ in Delivery.sample(.opened) })
        #expect(
            outcomes.map(\.shape) == [
                .delivered, .retry(after: nil, .delivery), .delivered, .rejected(.delivery),
                .retry(after: nil, .delivery), .retry(after: nil, .delivery), .retry(after: nil, .delivery),
            ])
        #expect(outcomes[1].words.contains("InternalError: try later"))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var shape: OutcomeShape
        var advice = ""
        var testDescription: String { "\(status) \(body)" }
    }

    static let rows = [
        Row(status: 200, body: "{}", shape: .retry(after: nil, .sink), advice: "is url right"),
        Row(status: 200, body: "", shape: .retry(after: nil, .sink)),
        Row(status: 200, body: "<html>Log in</html>", shape: .retry(after: nil, .sink)),
        Row(
            status: 200, body: #"{"FailedEntryCount":1,"EntryList":[{"EventId":"a"}]}"#,
            shape: .retry(after: nil, .sink)),
        Row(
            status: 200, body: #"{"FailedEntryCount":0,"EntryList":[{"ErrorCode":"EventBusNotExist"}]}"#,
            shape: .rejected(.sink), advice: "Check bus"),
        Row(
            status: 403, body: #"{"code":"SignatureDoesNotMatch","message":"m"}"#, shape: .rejected(.sink),
            advice: "access_key_secret"),
        Row(status: 403, body: #"{"code":"InvalidAccessKeyId"}"#, shape: .rejected(.sink), advice: "access_key_id"),
        Row(status: 403, body: #"{"code":"StsAccessIdExpired"}"#, shape: .rejected(.sink), advice: "ran out"),
        Row(status: 403, body: #"{"code":"AccessDenied"}"#, shape: .rejected(.sink), advice: "eventbridge:PutEvents"),
        Row(status: 403, body: #"{"code":"ServiceAccessDenied"}"#, shape: .rejected(.sink), advice: "Activate"),
        Row(status: 403, body: #"{"code":"New"}"#, shape: .rejected(.sink), advice: "Check url"),
        Row(status: 400, body: #"{"code":"EventBusNotExist"}"#, shape: .rejected(.sink), advice: "Check bus"),
        Row(status: 400, body: #"{"code":"InvalidArgument","message":"time"}"#, shape: .rejected(.delivery)),
        Row(status: 429, body: #"{"code":"TooManyRequests"}"#, shape: .retry(after: nil, .sink)),
        Row(status: 500, body: #"{"code":"InternalError"}"#, shape: .retry(after: nil, .delivery)),
        Row(status: 503, body: #"{"code":"ServiceUnavailable"}"#, shape: .retry(after: nil, .sink)),
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
            let isBad = Self.events(request).contains { $0["data"]?["finding"]?["title"]?.string == "bad" }
            return .success(
                HTTPResponse(
                    status: isBad ? 400 : 200,
                    body: Array((isBad ? #"{"code":"InvalidArgument","message":"x"}"# : Self.taken).utf8)))
        }
        let outcomes = try await sink(client).outcomes(
            of: (0..<8).map { Delivery.titled($0 == 5 ? "bad" : "good") })
        #expect(outcomes.map(\.shape) == (0..<8).map { $0 == 5 ? .rejected(.delivery) : .delivered })
    }

    @Test func aClockThatIsWrongIsBlamed() async throws {
        let client = ScriptedHTTPClient(
            status: 403, body: #"{"code":"SignatureDoesNotMatch"}"#,
            headers: [HTTPHeader(name: "Date", value: "Sun, 01 Mar 2026 10:16:00 GMT")])
        let outcome = try await sink(client).outcome(of: .sample(.opened))
        #expect(outcome?.words.contains("clock is -3600 s ahead") == true)
    }

    /// A refusal may quote what was signed, and the signature without the key's id before it.
    @Test func aSignatureIsMaskedWhereverItIsQuoted() async throws {
        let client = ScriptedHTTPClient { request in
            let sign = request.value(of: "authorization")?.split(separator: ":").last ?? ""
            let body = #"{"code":"SignatureDoesNotMatch","message":"you gave \#(sign)"}"#
            return .success(HTTPResponse(status: 403, body: Array(body.utf8)))
        }
        let outcome = try await sink(client).outcome(of: .sample(.opened))
        #expect(outcome?.words.contains("you gave ***") == true)
    }

    // MARK: Doctor

    @Test(arguments: [
        ("https://1234567890.eventbridge.cn-hangzhou.aliyuncs.com", nil, false),
        ("http://1.eventbridge.cn-hangzhou-vpc.aliyuncs.com", "in the clear", false),
        ("https://1.eventbridge.cn-hangzhou.aliyuncs.com/openapi/putEvents", "has a path", true),
        ("https://relay.example/bus", "none of EventBridge's hosts", false),
    ])
    func theEndpointIsLookedAt(url: String, objection: String?, isCertain: Bool) throws {
        let found = try bridge().objection(to: try #require(SecretURL(url)))
        #expect((found == nil) == (objection == nil))
        if let objection { #expect(found?.text.contains(objection) == true && found?.isCertain == isCertain) }
    }

    private static let taken = #"{"FailedEntryCount":0,"EntryList":[]}"#

    private static func events(_ request: HTTPRequest) -> [JSONValue] {
        (try? JSONValue(parsing: request.body ?? []))?.array ?? []
    }

    private func options(_ token: String?) -> EventBridge.Options {
        let url = "https://1234567890.eventbridge.cn-hangzhou.aliyuncs.com"
        return EventBridge.Options(
            connection: HTTPConnection(name: "bus", url: .literal(url)), bus: "security",
            keyID: .literal("AKIDEXAMPLE"), keySecret: .literal("SECRETEXAMPLE"), token: token.map(Secret.literal))
    }

    private func bridge(token: String? = nil) throws -> EventBridge { try kind(options(token)) }

    private func sink(_ client: ScriptedHTTPClient) throws -> HTTPSink<EventBridge> {
        try HTTPSink(options(nil), client: client, file: { _, _ in [] }, now: { .test })
    }
}
