import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct OpsgenieTests {
    @Test(arguments: [SampleEvent.opened, .severityChanged, .suppressed, .resolved, .sinkTest])
    func anEventIsAFewRequests(event: SampleEvent) async throws {
        let talk = try talk()
        let (outcome, _) = await talk.tell(event)
        #expect(outcome == .delivered)
        #expect(try talk.text == Golden.recorded("opsgenie/\(event.rawValue).txt", for: talk.text))
    }

    @Test(arguments: [
        (SampleEvent.opened, ["/v2/alerts"]), (.reopened, ["/v2/alerts"]),
        (.affectedChanged, ["/v2/alerts", "/notes"]), (.severityChanged, ["/v2/alerts", "/priority", "/notes"]),
        (.suppressed, ["/close"]), (.vanished, ["/close"]), (.sinkTest, ["/v2/alerts", "/close"]), (.baseline, []),
    ])
    func anEventAsksForThese(event: SampleEvent, ends: [String]) async throws {
        let talk = try talk()
        _ = await talk.tell(event)
        let paths = talk.client.requests.map { $0.url.prefix { $0 != "?" } }
        #expect(paths.count == ends.count && zip(paths, ends).allSatisfy { $0.hasSuffix($1) })
    }

    @Test func anAnswerThatIsNotOpsgeniesIsNoSuccess() async throws {
        let talk = try Talk({ try SinkUnderTest.opsgenie.make($0, .test) }) { _ in (200, "<html>sign in</html>") }
        let (outcome, _) = await talk.tell(.opened)
        #expect(outcome?.shape == .retry(after: nil, .sink))
    }

    private func talk() throws -> Talk {
        try Talk({ client in
            try ConversationSink<Opsgenie>(
                .init(
                    connection: HTTPConnection(name: "o", url: .literal("https://api.opsgenie.com")),
                    key: .literal("key-of-opsgenie"), tags: ["cspm"]),
                client: client, file: { _, _ in [] }, now: { .test })
        }) { _ in (202, #"{"result":"Request will be processed","requestId":"r1"}"#) }
    }
}
