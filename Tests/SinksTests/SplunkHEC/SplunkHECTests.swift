import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct SplunkHECTests {
    @Test func eventsAreOneObjectAfterAnother() throws {
        let request = try splunk().request(for: [.sample(.opened), .sample(.sinkTest)], at: .test)
        let text = Golden.text(of: request)
        #expect(try text == Golden.recorded("splunk_hec/two.txt", for: text))
        #expect(
            EventAnswer.objects(request).map { $0["event"]?.bytes }
                == [SampleEvent.opened, .sinkTest].map(\.encoded.json))
    }

    @Test func whatIsSetIsSaid() throws {
        let object = try #require(
            EventAnswer.objects(try splunk(index: "security").request(for: [.sample(.opened)], at: .test)).first)
        #expect(object["index"]?.string == "security" && object["sourcetype"]?.string == "cloudevents")
        #expect(object["source"]?.string == "cb" && object["host"]?.string == "bridge-1")
        #expect(object["time"] == .number("1772356530.000"))
    }

    @Test(arguments: [
        ("https://splunk.example:8088", "https://splunk.example:8088/services/collector/event"),
        ("https://splunk.example/", "https://splunk.example/services/collector/event"),
        ("https://splunk.example/services/collector/event", "https://splunk.example/services/collector/event"),
    ])
    func theWholeAddressMayBeGiven(url: String, address: String) throws {
        #expect(try splunk(url).request(for: [.sample(.opened)], at: .test).url == address)
    }

    @Test func theManagementPortIsObjectedTo() throws {
        let splunk = try splunk()
        #expect(splunk.objection(to: try #require(SecretURL("https://splunk.example:8089"))) != nil)
        #expect(splunk.objection(to: try #require(SecretURL("https://splunk.example:8088"))) == nil)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var status: Int
        var code: Int
        var shape: OutcomeShape
        var advice = ""
        var testDescription: String { "\(status), code \(code)" }
    }

    @Test(arguments: [
        Row(status: 200, code: 0, shape: .delivered), Row(status: 200, code: 24, shape: .delivered),
        Row(status: 403, code: 1, shape: .rejected(.sink), advice: "switched off"),
        Row(status: 401, code: 2, shape: .rejected(.sink), advice: "Check token"),
        Row(status: 401, code: 3, shape: .rejected(.sink), advice: "Check token"),
        Row(status: 403, code: 4, shape: .rejected(.sink), advice: "Check token"),
        Row(status: 400, code: 5, shape: .rejected(.delivery)), Row(status: 400, code: 6, shape: .rejected(.delivery)),
        Row(status: 400, code: 7, shape: .rejected(.sink), advice: "check index"),
        Row(status: 500, code: 8, shape: .retry(after: nil, .delivery)),
        Row(status: 503, code: 9, shape: .retry(after: nil, .sink)),
        Row(status: 400, code: 10, shape: .rejected(.sink), advice: "acknowledgement"),
        Row(status: 400, code: 12, shape: .rejected(.delivery)),
        Row(status: 400, code: 13, shape: .rejected(.delivery)),
        Row(status: 400, code: 14, shape: .rejected(.sink), advice: "acknowledgement"),
        Row(status: 503, code: 23, shape: .retry(after: nil, .sink)),
        // A lie, either way.
        Row(status: 200, code: 8, shape: .retry(after: nil, .sink)),
        Row(status: 200, code: 4, shape: .rejected(.sink), advice: "Check token"),
        Row(status: 503, code: 0, shape: .retry(after: nil, .sink)),
    ])
    func aCodeHasAMeaning(row: Row) async throws {
        let client = ScriptedHTTPClient(status: row.status, body: #"{"text":"the words","code":\#(row.code)}"#)
        let outcome = try await SinkUnderTest.splunkHEC.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == row.shape)
        #expect(outcome == .delivered || outcome?.words.contains("the words") == true)
        #expect(outcome?.words.contains(row.advice) == true || row.advice.isEmpty)
    }

    /// Splunk's own number of the bad event counts from 0 or from 1.
    @Test(arguments: [0, 3, 4, 99])
    func whichEventIsBadIsFoundWithoutItsNumber(number: Int) async throws {
        let guilty = Delivery.numbered(3)
        let client = ScriptedHTTPClient { request in
            let isBad = EventAnswer.objects(request).contains { $0["event"]?["id"]?.string == guilty.id }
            let body =
                isBad ? #"{"text":"Invalid data format","code":6,"invalid-event-number":\#(number)}"# : #"{"code":0}"#
            return .success(HTTPResponse(status: isBad ? 400 : 200, body: Array(body.utf8)))
        }
        let outcomes = try await SinkUnderTest.splunkHEC.make(client, .test).outcomes(of: (0..<8).map { .numbered($0) })
        #expect(outcomes.indices.filter { outcomes[$0] == .delivered } == [0, 1, 2, 4, 5, 6, 7])
        #expect(outcomes[3].words.contains("code 6: Invalid data format"))
    }

    private func splunk(_ url: String = "https://splunk.example:8088", index: String? = nil) throws -> SplunkHEC {
        let isSet = index != nil
        return try kind(
            .init(
                connection: HTTPConnection(name: "s", url: .literal(url)), token: .literal("B5A79AAD"), index: index,
                sourceType: isSet ? "cloudevents" : nil, source: isSet ? "cb" : nil, host: isSet ? "bridge-1" : nil))
    }
}
