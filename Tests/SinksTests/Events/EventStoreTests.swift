import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

/// What everything that takes events has in common.
@Suite struct EventStoreTests {
    static let batching = SinkUnderTest.eventStores.filter { $0.name != "datadog" }

    private static let lies = [
        "", "{}", "[]", "null", "[1]", "{", "true", "<html><body>Please log in</body></html>",
        #"{"error":"no","status":500}"#, #"{"status":"error"}"#, #"{"items":[]}"#, #"{"offsets":[]}"#,
        #"{"items":[{"create":{"_id":"another","status":201}}]}"#, #"{"offsets":[{"partition":1}]}"#,
        #"{"error_code":200}"#, #"{"code":9,"text":"Server is busy"}"#, #"{"code":true}"#,
        String(repeating: "[", count: 100_000), String(repeating: "x", count: 200_000),
    ]

    @Test(arguments: SinkUnderTest.eventStores, lies)
    func aSuccessThatIsNoneLosesNothing(sink: SinkUnderTest, body: String) async throws {
        // Loki's own success is empty.
        let client = ScriptedHTTPClient(status: sink.name == "loki" ? 200 : sink.success.status, body: body)
        let outcome = try await sink.make(client, .test).outcome(of: .sample(.opened))
        guard case .retry(_, let reason, .sink) = outcome else { Issue.record("\(outcome as Any)"); return }
        #expect(reason.contains("HTTP 20") && reason.utf8.count <= 500)
    }

    @Test(arguments: SinkUnderTest.eventStores, SampleEvent.allCases)
    func everyEventIsTold(sink: SinkUnderTest, event: SampleEvent) async throws {
        let client = sink.receiver
        #expect(try await sink.make(client, .test).outcome(of: .sample(event)) == .delivered)
        #expect(client.requests.count == 1)
        #expect(String(decoding: client.requests[0].body ?? [], as: UTF8.self).contains(event.id))
    }

    @Test(arguments: batching)
    func manyEventsShareARequest(sink: SinkUnderTest) async throws {
        let client = sink.receiver
        let deliveries = (0..<300).map { Delivery.numbered($0) }
        let outcomes = try await sink.make(client, .test).outcomes(of: deliveries)
        #expect(outcomes == deliveries.map { _ in .delivered })
        #expect(client.requests.count < 4)
        let sent = client.requests.map { String(decoding: $0.body ?? [], as: UTF8.self) }.joined()
        #expect(deliveries.allSatisfy { sent.contains($0.id) })
    }

    @Test(arguments: batching)
    func noRequestIsMuchLargerThanAMebibyte(sink: SinkUnderTest) async throws {
        let client = sink.receiver
        let deliveries = (0..<200).map { Delivery.numbered($0, padding: 20_000) }
        _ = try await sink.make(client, .test).outcomes(of: deliveries)
        #expect(client.requests.count > 3)
        #expect(client.requests.allSatisfy { ($0.body?.count ?? 0) < 1_300_000 })
    }

    @Test(arguments: batching, [413, 400, 422])
    func aBatchIsDividedDownToWhatIsToBlame(sink: SinkUnderTest, status: Int) async throws {
        let guilty = Delivery.numbered(37)
        let client = ScriptedHTTPClient { request in
            let isRefused = String(decoding: request.body ?? [], as: UTF8.self).contains(guilty.id)
            let body = isRefused ? "bad" : sink.acceptance?(request) ?? sink.success.body
            return .success(HTTPResponse(status: isRefused ? status : sink.success.status, body: Array(body.utf8)))
        }
        let outcomes = try await sink.make(client, .test).outcomes(of: (0..<100).map { .numbered($0) })
        #expect(outcomes.indices.filter { outcomes[$0] != .delivered } == [37])
        #expect(outcomes[37].shape == .rejected(.delivery))
    }

    @Test(arguments: batching)
    func aDamagedEventEndsAloneWithoutARequest(sink: SinkUnderTest) async throws {
        let client = sink.receiver
        var deliveries = (0..<10).map { Delivery.numbered($0) }
        deliveries[4] = Delivery(content: .event(EncodedEvent(id: "d4", json: Array("{\"id\"".utf8))), attempt: 1)
        let outcomes = try await sink.make(client, .test).outcomes(of: deliveries)
        #expect(outcomes.indices.filter { outcomes[$0] != .delivered } == [4])
        #expect(outcomes[4].words.contains("d4 is damaged"))
    }

    /// A sink whose type was changed may owe one.
    @Test(arguments: batching)
    func aDigestIsItsEvents(sink: SinkUnderTest) async throws {
        let client = sink.receiver
        let outcomes = try await sink.make(client, .test).outcomes(of: [.numbered(1), .digest, .numbered(2)])
        #expect(outcomes == [.delivered, .delivered, .delivered])
        let sent = String(decoding: client.requests.first?.body ?? [], as: UTF8.self)
        #expect(Delivery.digest.events.allSatisfy { sent.contains($0.id) })
    }

    @Test func whoSignsInIsNotShownInAPreview() async throws {
        for sink in SinkUnderTest.eventStores {
            let made = try sink.make(sink.receiver, .test)
            let preview = try await (made as? any PreviewableSink)?.preview(of: .sample(.opened))
            let shown = preview.map { $0.head.joined(separator: "\n") + String(decoding: $0.body, as: UTF8.self) } ?? ""
            #expect(shown.contains(SampleEvent.opened.id), "\(sink.name)")
            for secret in SinkUnderTest.secrets { #expect(!shown.contains(secret), "\(sink.name)") }
        }
    }
}

extension Delivery {
    /// One of many events, each of another finding.
    static func numbered(_ number: Int, padding: Int = 0) -> Delivery {
        let id = "00000000000000000000000000" + String(1_000_000 + number).dropFirst()
        let text = String(decoding: SampleEvent.opened.encoded.json, as: UTF8.self)
            .replacing(SampleEvent.opened.id, with: id).replacing(#""key":"k1""#, with: #""key":"k\#(number)""#)
            .replacing("bestPractice", with: String(repeating: "x", count: padding))
        return Delivery(content: .event(EncodedEvent(id: id, json: Array(text.utf8))), attempt: 1)
    }
}
