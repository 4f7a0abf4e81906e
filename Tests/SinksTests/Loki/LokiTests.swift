import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct LokiTests {
    @Test func eventsOfOneSeverityAreOneStream() throws {
        let deliveries = [Delivery.sample(.opened), .sample(.openedNew), .sample(.aclResolved), .sample(.sinkTest)]
        let text = Golden.text(of: try loki().request(for: deliveries, at: .test))
        #expect(try text == Golden.recorded("loki/four.txt", for: text))
    }

    @Test func theEventsOwnTimeMakesARepetitionTheSame() throws {
        let loki = try loki()
        let first = try loki.request(for: [.sample(.opened)], at: .test)
        let again = try loki.request(for: [.sample(.opened, attempt: 2)], at: .test + .seconds(3600))
        #expect(first.body == again.body)
        let value = try streams(first).first?["values"]?.array?.first?.array
        #expect(value?.first?.string == "1772356530000000000")
        #expect(value?[1].string.map { Array($0.utf8) } == SampleEvent.opened.encoded.json)
    }

    @Test func labelsAreFewAndTheirs() throws {
        let loki = try loki(labels: [AlertLabel(name: "app", value: "cb"), AlertLabel(name: "severity", value: "x")])
        let streams = try streams(loki.request(for: [.sample(.opened), .sample(.openedNew)], at: .test))
        #expect(streams.map { $0["stream"] } == [try JSONValue(parsing: #"{"app":"cb","severity":"x"}"#)])
    }

    @Test func anOldLokiGetsNoMetadata() throws {
        let value = try streams(loki(hasMetadata: false).request(for: [.sample(.opened)], at: .test)).first?["values"]
        #expect(value?.array?.first?.array?.count == 2)
    }

    @Test func aTenantIsAHeader() throws {
        #expect(try loki().request(for: [.sample(.opened)], at: .test).value(of: "x-scope-orgid") == nil)
        let request = try loki(tenant: "acme").request(for: [.sample(.opened)], at: .test)
        #expect(request.value(of: "x-scope-orgid") == "acme")
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var status = 400
        var body: String
        var shape: OutcomeShape
        var advice = ""
        var testDescription: String { body }
    }

    @Test(arguments: [
        Row(status: 200, body: "", shape: .retry(after: nil, .sink), advice: "204"),
        Row(status: 401, body: "no org id", shape: .rejected(.sink), advice: "set tenant"),
        Row(
            body:
                "entry for stream '{job=\"checkbridge\"}' has timestamp too old: 2025-01-01T00:00:00Z, oldest acceptable",
            shape: .rejected(.delivery), advice: "reject_old_samples"),
        Row(
            body: "entry too far behind, oldest acceptable timestamp is", shape: .rejected(.delivery),
            advice: "max_chunk_age"),
        Row(
            body: "has timestamp too new: 2027-01-01T00:00:00Z", shape: .rejected(.delivery),
            advice: "reject_old_samples"),
        Row(body: "max entry size '262144' bytes exceeded", shape: .rejected(.delivery)),
        Row(
            body: "stream '{job=\"x\"}' includes structured metadata, but this feature is disallowed.",
            shape: .rejected(.sink), advice: "structured_metadata: false"),
        Row(body: "stream '{}' has label value too long: 'x'", shape: .rejected(.sink), advice: "Check labels"),
        Row(
            body: "entry for stream '{}' has 16 label names; limit 15", shape: .rejected(.sink), advice: "Check labels"),
        Row(status: 429, body: "ingestion rate limit exceeded for user acme", shape: .retry(after: nil, .sink)),
        Row(status: 500, body: "rpc error", shape: .retry(after: nil, .delivery)),
    ])
    func aRefusalHasAMeaning(row: Row) async throws {
        let client = ScriptedHTTPClient(status: row.status, body: row.body)
        let outcome = try await SinkUnderTest.loki.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == row.shape)
        #expect(outcome?.words.contains(row.advice) == true || row.advice.isEmpty)
    }

    private func streams(_ request: HTTPRequest) throws -> [JSONValue] {
        try JSONValue(parsing: request.body ?? [])["streams"]?.array ?? []
    }

    private func loki(
        labels: [AlertLabel] = Loki.Options.usualLabels, hasMetadata: Bool = true, tenant: String? = nil
    ) throws -> Loki {
        try kind(
            .init(
                connection: HTTPConnection(name: "l", url: .literal("https://loki.example")), labels: labels,
                hasMetadata: hasMetadata, tenant: tenant, signIn: .token(.literal("glc_1"), scheme: "Bearer")))
    }
}
