import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct PagerDutyTests {
    @Test(arguments: [
        SampleEvent.opened, .affectedChanged, .suppressed, .resolved, .vanished, .sourceFailing, .sinkTest,
    ])
    func anEventIsOneRequest(event: SampleEvent) throws {
        let text = Golden.text(of: try pagerDuty().request(for: [.sample(event)], at: .test))
        #expect(try text == Golden.recorded("pagerduty/\(event.rawValue).txt", for: text))
    }

    @Test(arguments: [
        (SampleEvent.opened, "trigger"), (.reopened, "trigger"), (.severityChanged, "trigger"),
        (.suppressed, "acknowledge"), (.resolved, "resolve"), (.vanished, "resolve"), (.aclResolved, "resolve"),
        (.sourceFailing, "trigger"), (.sourceRecovered, "resolve"),
    ])
    func anEventAsksForAnAction(event: SampleEvent, action: String) throws {
        #expect(try body(event)["event_action"]?.string == action)
    }

    @Test func aFindingKeepsItsKeyAndATestHasItsOwn() throws {
        let key = try body(.opened)["dedup_key"]?.string
        #expect(key?.hasPrefix("checkbridge-") == true)
        #expect(try body(.resolved)["dedup_key"]?.string == key)
        #expect(try body(.sourceFailing)["dedup_key"] == body(.sourceRecovered)["dedup_key"])
        #expect(try body(.sinkTest)["dedup_key"]?.string == SampleEvent.sinkTest.id)
    }

    @Test func whatIsPutAsideMayBeResolved() throws {
        let request = try pagerDuty(easing: .resolve).request(for: [.sample(.suppressed)], at: .test)
        #expect(try JSONValue(parsing: request.body ?? [])["event_action"]?.string == "resolve")
    }

    @Test(arguments: [SampleEvent.baseline, .sourceStale, .sourceSuspect, .changed, .unknown])
    func nobodyIsCalledForSuchNews(event: SampleEvent) async throws {
        let client = ScriptedHTTPClient(status: 202)
        let outcome = try await SinkUnderTest.pagerDuty.make(client, .test).outcome(of: .sample(event))
        #expect(outcome?.shape == .suppressed)
        #expect(client.requests.isEmpty)
    }

    @Test(arguments: [
        (
            #"{"status":"invalid event","message":"Event object is invalid","errors":["Invalid routing key"]}"#,
            Outcome.Scope.sink
        ),
        (#"{"status":"invalid event","errors":["'payload.summary' is missing or blank"]}"#, .delivery),
    ])
    func aBadKeyIsTheSinksFault(body: String, scope: Outcome.Scope) async throws {
        let client = ScriptedHTTPClient(status: 400, body: body)
        let outcome = try await SinkUnderTest.pagerDuty.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .rejected(scope))
    }

    @Test func theKeyInTheBodyIsNotShown() async throws {
        let client = ScriptedHTTPClient { request in .success(HTTPResponse(status: 400, body: request.body ?? [])) }
        let sink = try SinkUnderTest.pagerDuty.make(client, .test)
        let outcome = await sink.outcome(of: .sample(.opened))
        #expect(outcome?.words.contains("***") == true && outcome?.words.contains("tokenSECRETtoken") == false)
        let preview = try await (sink as? any PreviewableSink)?.preview(of: .sample(.opened))
        let shown = String(decoding: preview?.body ?? [], as: UTF8.self)
        #expect(shown.contains(#""routing_key":"***""#) && !shown.contains("tokenSECRETtoken"))
    }

    @Test func theWholeAddressMayBeGiven() throws {
        let request = try pagerDuty("https://events.eu.pagerduty.com/v2/enqueue").request(
            for: [.sample(.opened)], at: .test)
        #expect(request.url == "https://events.eu.pagerduty.com/v2/enqueue")
    }

    private func body(_ event: SampleEvent) throws -> JSONValue {
        try JSONValue(parsing: pagerDuty().request(for: [.sample(event)], at: .test).body ?? [])
    }

    private func pagerDuty(
        _ url: String = "https://events.pagerduty.com", easing: PagerDuty.Easing = .acknowledge
    ) throws -> PagerDuty {
        try kind(
            .init(
                connection: HTTPConnection(name: "p", url: .literal(url)),
                routingKey: .literal("0123456789abcdef0123456789abcdef"), easing: easing))
    }
}
