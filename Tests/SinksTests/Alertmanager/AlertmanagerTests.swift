import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct AlertmanagerTests {
    @Test(arguments: [SampleEvent.opened, .aclOpened, .resolved, .sourceFailing, .sinkTest])
    func anEventIsOneRequest(event: SampleEvent) async throws {
        let talk = try talk()
        let (outcome, _) = await talk.tell(event)
        #expect(outcome == .delivered)
        #expect(try talk.text == Golden.recorded("alertmanager/\(event.rawValue).txt", for: talk.text))
    }

    @Test func whatFiresIsRememberedAndEndsUnderTheSameLabels() async throws {
        let talk = try talk()
        let (_, memory) = await talk.tell(.opened)
        let labels = talk.body?.array?.first?["labels"]
        #expect(memory.map { $0.utf8.count <= SinkMemory.maximumBytes } == true)
        let (_, after) = await talk.tell(.resolved, remembering: memory)
        #expect(after == nil)
        #expect(talk.body?.array?.map { $0["labels"] } == [labels])
        #expect(talk.body?.array?.first?["endsAt"]?.string == Timestamp.test.description)
    }

    @Test func anotherSeverityEndsOneAlertAndStartsAnother() async throws {
        let talk = try talk()
        let (_, memory) = await talk.tell(.openedNew)
        _ = await talk.tell(.severityChanged, remembering: memory)
        let alerts = talk.body?.array ?? []
        #expect(alerts.map { $0["labels"]?["severity"]?.string } == ["medium", "high"])
        #expect(alerts.map { $0["endsAt"]?.string == Timestamp.test.description } == [true, false])
        #expect(alerts.first?["startsAt"] == alerts.last?["startsAt"])
    }

    @Test func whatIsToldAgainEndsLaterThanBefore() async throws {
        let talk = try talk()
        let (_, memory) = await talk.tell(.opened)
        let first = talk.body?.array?.first
        await talk.renew([memory ?? "", "not ours"])
        let again = talk.body?.array
        #expect(talk.client.requests.count == 2 && again?.count == 1)
        #expect(again?.first == first)
    }

    @Test func manyAreToldAgainInSeveralRequests() async throws {
        let talk = try talk()
        let (_, memory) = await talk.tell(.opened)
        await talk.renew(Array(repeating: memory ?? "", count: 1_200))
        let counts = talk.client.requests.dropFirst().map { try? JSONValue(parsing: $0.body ?? []).array?.count }
        #expect(counts == [500, 500, 200])
    }

    @Test(arguments: [String(repeating: "\"", count: 9_000), String(repeating: "长", count: 9_000), "\u{0}\u{1}"])
    func noTitleIsTooLongToBeRemembered(title: String) async throws {
        let talk = try talk()
        _ = await talk.sink.outcome(of: .titled(title))
        let alert = try #require(talk.body?.array?.first)
        #expect(alert.bytes.count <= SinkMemory.maximumBytes + 50)
    }

    @Test(arguments: [(400, OutcomeShape.rejected(.delivery)), (503, .retry(after: nil, .sink))])
    func aRefusalIsNoSuccess(status: Int, shape: OutcomeShape) async throws {
        let talk = try Talk({ try SinkUnderTest.alertmanager.make($0, .test) }) { _ in (status, #""bad alert""#) }
        let (outcome, _) = await talk.tell(.opened)
        #expect(outcome?.shape == shape && outcome?.words.contains("bad alert") == true)
    }

    private func talk() throws -> Talk {
        try Talk({ client in
            try ConversationSink<Alertmanager>(
                .init(
                    connection: HTTPConnection(name: "a", url: .literal("http://alertmanager.example:9093")),
                    labels: [AlertLabel(name: "team", value: "security"), AlertLabel(name: "severity", value: "mine")]),
                client: client, file: { _, _ in [] }, now: { .test })
        }) { _ in (200, "") }
    }
}
