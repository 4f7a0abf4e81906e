import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct DatadogTests {
    @Test(arguments: [SampleEvent.opened, .aclOpened, .resolved, .baseline, .sourceFailing, .sinkTest])
    func anEventIsARequest(event: SampleEvent) throws {
        let text = Golden.text(of: try datadog().request(for: [.sample(event)], at: .test))
        #expect(try text == Golden.recorded("datadog/\(event.rawValue).txt", for: text))
    }

    @Test(arguments: [
        (SampleEvent.opened, "error"), (.openedNew, "warning"), (.resolved, "success"), (.aclResolved, "success"),
        (.suppressed, "info"), (.vanished, "info"), (.sourceFailing, "error"), (.sourceRecovered, "success"),
        (.sinkTest, "info"),
    ])
    func theNewsIsTheAlertsType(event: SampleEvent, type: String) throws {
        #expect(try body(.sample(event))["alert_type"]?.string == type)
    }

    @Test func whatIsAboutOneFindingIsOneGroup() throws {
        let key = try body(.sample(.opened))["aggregation_key"]?.string
        #expect((key?.count ?? 0) <= 100 && key?.hasPrefix("checkbridge-") == true)
        #expect(try body(.sample(.resolved))["aggregation_key"]?.string == key)
        #expect(try body(.sample(.aclResolved))["aggregation_key"]?.string != key)
    }

    @Test(arguments: [(64_799, 1_772_356_530), (64_800, nil), (-60, 1_772_356_470)] as [(Int, Int64?)])
    func whatIsLongAgoStandsWhereItArrives(age: Int, moment: Int64?) throws {
        let now = Timestamp(seconds: 1_772_356_530) + .seconds(age)
        let body = try JSONValue(parsing: datadog().request(for: [.sample(.opened)], at: now).body ?? [])
        #expect(body["date_happened"]?.integer == moment)
        #expect(body["text"]?.string?.contains("2026-03-01") == true)
    }

    @Test(arguments: [
        "%%% \n# [x](http://evil)\n %%%", "%%%%%%%%", "%%\u{0}%", String(repeating: "%%% ", count: 3_000),
        String(repeating: "👩‍👩‍👧‍👦", count: 3_000), String(repeating: "标", count: 9_000),
    ])
    func nothingIsMarkdownAndEverythingFits(title: String) throws {
        let body = try body(.titled(title))
        for (name, limit) in [("title", 100), ("text", 4000)] {
            let text = try #require(body[name]?.string)
            #expect(!text.contains("%%%") && text.utf16.count <= limit && !text.isEmpty)
        }
    }

    @Test func aTagIsWhatDatadogWouldMakeOfIt() throws {
        let json = String(decoding: SampleEvent.opened.encoded.json, as: UTF8.self)
            .replacing(#""account":"prod""#, with: #""account":"Prod, \n<b>!""#)
        let delivery = Delivery(content: .event(EncodedEvent(id: "x", json: Array(json.utf8))), attempt: 1)
        let tags = try body(delivery)["tags"]?.array?.compactMap(\.string) ?? []
        #expect(tags.first == "team:sec" && tags.contains("account:prod___b__"))
        #expect(tags.allSatisfy { $0.count <= 200 })
    }

    @Test(arguments: [(403, "Check api_key"), (401, "Check api_key")])
    func aKeyOfAnotherSitePausesTheSink(status: Int, advice: String) async throws {
        let client = ScriptedHTTPClient(status: status, body: #"{"errors":["Forbidden"]}"#)
        let outcome = try await SinkUnderTest.datadog.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .rejected(.sink) && outcome?.words.contains(advice) == true)
    }

    @Test func theLimitsOwnHeaderIsAWait() async throws {
        let client = ScriptedHTTPClient(status: 429, headers: [HTTPHeader(name: "X-RateLimit-Reset", value: "17")])
        let outcome = try await SinkUnderTest.datadog.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .retry(after: 17, .sink))
    }

    @Test func theSiteForPeopleIsObjectedTo() throws {
        let datadog = try datadog()
        #expect(datadog.objection(to: try #require(SecretURL("https://app.datadoghq.com"))) != nil)
        #expect(datadog.objection(to: try #require(SecretURL("https://api.datadoghq.com"))) == nil)
    }

    private func body(_ delivery: Delivery) throws -> JSONValue {
        try JSONValue(parsing: datadog().request(for: [delivery], at: .test).body ?? [])
    }

    private func datadog() throws -> Datadog {
        let connection = HTTPConnection(name: "d", url: .literal("https://api.datadoghq.eu"))
        return try kind(.init(connection: connection, key: .literal("0123456789abcdef"), tags: ["team:sec"]))
    }
}
