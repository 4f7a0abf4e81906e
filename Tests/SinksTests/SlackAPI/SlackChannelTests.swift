import BridgeCore
import HTTPTransport
import Sinks
import Synchronization
import Testing

@Suite struct SlackChannelTests {
    private static let posted = #"{"ok":true,"channel":"C0SEC","ts":"1503435956.000247"}"#

    /// What was asked, as `method` and the parts of the body that matter.
    private static func steps(_ client: ScriptedHTTPClient) throws -> [String] {
        try client.requests.map { request in
            let body = try JSONValue(parsing: request.body ?? [])
            let parts = ["channel", "ts", "thread_ts", "reply_broadcast"].compactMap { name in
                body[name].map { "\(name)=\($0.text ?? String(decoding: $0.bytes, as: UTF8.self))" }
            }
            return ([String(request.url.split(separator: "/").last ?? "")] + parts).joined(separator: " ")
        }
    }

    private static let memory = ##"{"place":"#security","channel":"C0SEC","ts":"1503435956.000247"}"##
    private static let update = "chat.update channel=C0SEC ts=1503435956.000247"
    private static let reply = "chat.postMessage channel=C0SEC thread_ts=1503435956.000247"
    private static let post = "chat.postMessage channel=#security"

    @Test(arguments: [SampleEvent.opened, .resolved, .severityChanged, .sourceFailing])
    func theFirstMessageOfAMatterIsRemembered(event: SampleEvent) async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        let report = try await tell(event, nil, client)
        #expect(report.outcome == .delivered)
        #expect(report.memory == .keep(Self.memory))
        #expect(try Self.steps(client) == [Self.post])
    }

    @Test(arguments: [
        (SampleEvent.resolved, reply), (.severityChanged, reply), (.vanished, reply),
        (.reopened, reply + " reply_broadcast=true"),
    ])
    func whatComesLaterIsInTheThreadAndChangesTheFirstMessage(event: SampleEvent, reply: String) async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        let report = try await tell(event, Self.memory, client)
        #expect(report.outcome == .delivered)
        #expect(report.memory == nil)
        #expect(try Self.steps(client) == [Self.update, reply])
    }

    @Test func anOutageIsAThreadThatEnds() async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        #expect(try await tell(.sourceFailing, Self.memory, client).memory == .keep(Self.memory))
        let recovered = try await tell(.sourceRecovered, Self.memory, client)
        #expect(recovered.memory == .forget)
        #expect(try Self.steps(client) == [Self.post, Self.update, Self.reply])
    }

    @Test func aSinkThatIsPausedAfterItFailedIsTheSameOutage() async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        let json = String(decoding: SampleEvent.sinkFailing.encoded.json, as: UTF8.self)
            .replacing("sink.failing", with: "sink.paused")
        let paused = Delivery.Content.event(EncodedEvent(id: SampleEvent.sinkFailing.id, json: Array(json.utf8)))
        _ = try await tell(Delivery(content: paused, attempt: 1, memory: Self.memory), client)
        let first = try await tell(Delivery(content: paused, attempt: 1), client)
        #expect(first.memory == .keep(Self.memory))
        #expect(try Self.steps(client) == [Self.update, Self.reply + " reply_broadcast=true", Self.post])
    }

    @Test func changesStayBelowFiftyAMinute() throws {
        let sink = try ConversationSink<SlackChannel>(
            .init(
                connection: HTTPConnection(name: "s", url: .literal("https://slack.com/api")),
                token: .literal("xoxb-1"), channel: "C1"), client: ScriptedHTTPClient(status: 200),
            file: { _, _ in [] }, now: { .test })
        let rate = try #require(sink.traits.rate)
        #expect(rate.per / rate.limit >= .milliseconds(1200))
    }

    @Test(arguments: [SampleEvent.baseline, .sinkTest, .sourceStale, .sourceSuspect, .unknown])
    func whatHasNoSequelIsAMessageOfItsOwn(event: SampleEvent) async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        let report = try await tell(event, Self.memory, client)
        #expect(report.memory == nil)
        #expect(try Self.steps(client) == [Self.post])
    }

    @Test func aDigestIsAMessageOfItsOwn() async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        let report = try await tell(.digest, client)
        #expect(report.outcome == .delivered)
        #expect(report.memory == nil)
        #expect(try Self.steps(client) == [Self.post])
    }

    @Test(arguments: ["message_not_found", "thread_not_found", "channel_not_found", "is_archived"])
    func whenTheFirstMessageIsGoneThereIsANewOne(error: String) async throws {
        let client = ScriptedHTTPClient { request in
            let isNew = String(decoding: request.body ?? [], as: UTF8.self).contains("#security")
            let body = isNew ? Self.posted.replacing("0247", with: "0999") : #"{"ok":false,"error":"\#(error)"}"#
            return .success(HTTPResponse(status: 200, body: Array(body.utf8)))
        }
        let report = try await tell(.resolved, Self.memory, client)
        #expect(report.outcome == .delivered)
        #expect(report.memory == .keep(Self.memory.replacing("0247", with: "0999")))
        #expect(try Self.steps(client) == [Self.update, Self.post])
    }

    @Test func aMessageThatMayNotBeChangedIsAnsweredAllTheSame() async throws {
        let client = ScriptedHTTPClient { request in
            let body = request.url.hasSuffix("update") ? #"{"ok":false,"error":"edit_window_closed"}"# : Self.posted
            return .success(HTTPResponse(status: 200, body: Array(body.utf8)))
        }
        #expect(try await tell(.resolved, Self.memory, client).outcome == .delivered)
        #expect(try Self.steps(client) == [Self.update, Self.reply])
    }

    @Test func aThreadInAnotherChannelIsLeftAlone() async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        let report = try await tell(.resolved, Self.memory.replacing("#security", with: "#old"), client)
        #expect(report.memory == .keep(Self.memory))
        #expect(try Self.steps(client) == [Self.post])
    }

    @Test func anArchivedChannelPausesTheSinkAndForgetsNothing() async throws {
        let client = ScriptedHTTPClient(status: 200, body: #"{"ok":false,"error":"is_archived"}"#)
        let report = try await tell(.resolved, Self.memory, client)
        #expect(report.outcome.shape == .rejected(.sink))
        #expect(report.memory == nil)
    }

    @Test func theIdOfTheEventTravelsWithEveryMessage() async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        _ = try await tell(.resolved, Self.memory, client)
        for request in client.requests {
            let metadata = try JSONValue(parsing: request.body ?? [])["metadata"]
            #expect(metadata?["event_payload"]?["id"]?.string == SampleEvent.resolved.id)
            #expect(request.value(of: "content-type") == "application/json; charset=utf-8")
            #expect(request.value(of: "authorization") == "Bearer xoxb-tokenSECRETtoken")
        }
    }

    @Test(arguments: ["", "{}", "null", ##"{"ts":1503435956.000247,"channel":"C","place":"#security"}"##])
    func aMemoryThatIsNotOursIsNone(memory: String) async throws {
        let client = ScriptedHTTPClient(status: 200, body: Self.posted)
        _ = try await tell(.resolved, memory, client)
        #expect(try Self.steps(client) == [Self.post])
    }

    private func tell(
        _ event: SampleEvent, _ memory: String?, _ client: ScriptedHTTPClient
    ) async throws -> DeliveryReport {
        try await tell(Delivery(content: .event(event.encoded), attempt: 1, memory: memory), client)
    }

    private func tell(_ delivery: Delivery, _ client: ScriptedHTTPClient) async throws -> DeliveryReport {
        let ended = Mutex<DeliveryReport?>(nil)
        let sink = try SinkUnderTest.slackAPI().make(client, .test)
        await sink.deliver([delivery]) { reports in ended.withLock { $0 = reports.first } }
        return try #require(ended.withLock { $0 })
    }
}
