import BridgeCore
import HTTPTransport
import Testing

/// The fakes refuse what the true services refuse, in their words.
@Suite struct EventReceiversTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var path: String
        var headers: [String: String]
        var body: String
        var status: Int
        var words: String
        var testDescription: String { "\(path) \(words)" }
    }

    private static let json = "application/json"
    private static let splunk = ["Authorization": "Splunk simulated-splunk"]
    private static let elastic = [
        "Authorization": "ApiKey c2ltdWxhdGVkOmVsYXN0aWM=", "Content-Type": "application/x-ndjson",
    ]
    private static let loki = ["X-Scope-OrgID": "acme", "Content-Type": json]
    private static let datadog = ["DD-API-KEY": "simulated-datadog", "Content-Type": json]
    /// `simulated:simulated-kafka`
    private static let kafka = ["Authorization": "Basic c2ltdWxhdGVkOnNpbXVsYXRlZC1rYWZrYQ==", "Content-Type": json]
    private static let kafka2 = kafka.merging(["Content-Type": "application/vnd.kafka.json.v2+json"]) { $1 }
    private static let records = "v3/clusters/simulated/topics/findings/records"

    static let cases = [
        Case(path: "splunk/services/collector", headers: [:], body: "{}", status: 401, words: #""code":2"#),
        Case(
            path: "splunk/services/collector", headers: ["Authorization": "Bearer x"], body: "{}", status: 401,
            words: #""code":3"#),
        Case(
            path: "splunk/services/collector", headers: ["Authorization": "Splunk x"], body: "{}", status: 403,
            words: #""code":4"#),
        Case(path: "splunk/services/collector", headers: splunk, body: "", status: 400, words: #""code":5"#),
        Case(
            path: "splunk/services/collector", headers: splunk, body: #"[{"event":1}]"#, status: 400,
            words: #""code":6"#),
        Case(
            path: "splunk/services/collector", headers: splunk, body: #"{"event":{}}{"time":1}"#, status: 400,
            words: #""code":12,"invalid-event-number":1"#),
        Case(
            path: "splunk/services/collector", headers: splunk, body: #"{"event":""}"#, status: 400,
            words: #""code":13"#),
        Case(
            path: "splunk/services/collector", headers: splunk,
            body: "{\"event\":\"\(String(repeating: "x", count: 1_000_000))\"}", status: 413, words: #""code":27"#),
        Case(path: "elasticsearch/x/_bulk", headers: [:], body: "", status: 401, words: "security_exception"),
        Case(
            path: "elasticsearch/x/_bulk", headers: elastic, body: #"{"create":{"_id":"1"}}"#, status: 400,
            words: "must be terminated by a newline"),
        Case(
            path: "elasticsearch/x/_bulk", headers: elastic,
            body: "{\"index\":{\"_id\":\"1\"}}\n{\"@timestamp\":\"2026-01-01T00:00:00Z\"}\n",
            status: 200, words: "op_type of create"),
        Case(
            path: "elasticsearch/x/_bulk", headers: elastic, body: "{\"create\":{\"_id\":\"1\"}}\n{}\n", status: 200,
            words: "[@timestamp] is missing"),
        Case(path: "elasticsearch/x/_bulk", headers: elastic, body: "\n", status: 400, words: "no requests added"),
        Case(
            path: "loki/loki/api/v1/push", headers: ["Content-Type": json], body: "{}", status: 401, words: "no org id"),
        Case(
            path: "loki/loki/api/v1/push", headers: ["X-Scope-OrgID": "acme"], body: "{}", status: 400, words: "snappy"),
        Case(
            path: "loki/loki/api/v1/push", headers: loki, body: #"{"streams":[{"stream":{},"values":[["1","x"]]}]}"#,
            status: 400, words: "at least one label pair"),
        Case(
            path: "loki/loki/api/v1/push", headers: loki,
            body: #"{"streams":[{"stream":{"a":"b"},"values":[["1","x"]]}]}"#, status: 400, words: "too old"),
        Case(
            path: "loki/loki/api/v1/push", headers: loki,
            body: #"{"streams":[{"stream":{"a":"b"},"values":[[1,"x"]]}]}"#, status: 400, words: "unsupported value"),
        Case(path: "datadog/api/v1/events", headers: [:], body: "{}", status: 403, words: "Forbidden"),
        Case(path: "datadog/api/v1/events", headers: datadog, body: #"{"text":"x"}"#, status: 400, words: "title"),
        Case(
            path: "datadog/api/v1/events", headers: datadog,
            body: "{\"title\":\"\(String(repeating: "x", count: 101))\",\"text\":\"\"}", status: 400, words: "too long"),
        Case(
            path: "datadog/api/v1/events", headers: datadog, body: #"{"title":"x","text":"y","date_happened":1}"#,
            status: 400, words: "too far in the past"),
        Case(
            path: "datadog/api/v1/events", headers: datadog, body: #"{"title":"x","text":"y","alert_type":"bad"}"#,
            status: 400, words: "alert_type"),
        Case(path: "kafka/topics/findings", headers: [:], body: "{}", status: 401, words: "40101"),
        Case(path: "kafka/topics/findings", headers: kafka, body: "{}", status: 415, words: "415"),
        Case(path: "kafka/topics/findings", headers: kafka2, body: #"{"records":[]}"#, status: 422, words: "empty"),
        Case(
            path: "kafka/topics/nowhere", headers: kafka2, body: #"{"records":[{"key":"k","value":1}]}"#, status: 404,
            words: "40401"),
        Case(
            path: "kafka/\(records)", headers: kafka, body: #"{"key":{"data":"k"},"value":{"data":1}}"#, status: 200,
            words: "Schema Registry must be configured"),
        Case(
            path: "kafka/\(records)", headers: kafka,
            body:
                #"{"key":{"type":"STRING","data":"k"},"value":{"type":"JSON","data":1},"headers":[{"name":"a","value":"no base64"}]}"#,
            status: 200, words: "not base64"),
        Case(path: "kafka/\(records)", headers: kafka, body: "[", status: 400, words: "parsing"),
    ]

    @Test(arguments: cases)
    func aWrongRequestIsRefusedInTheServicesWords(wrong: Case) async throws {
        let service = SimulatedService()
        let request = HTTPRequest(
            method: .post, url: "http://127.0.0.1:1/\(wrong.path)",
            headers: wrong.headers.map { HTTPHeader(name: $0.key, value: $0.value) }, body: Array(wrong.body.utf8))
        let answer = try await service.execute(request)
        #expect(answer.status == wrong.status)
        #expect(String(decoding: answer.body, as: UTF8.self).contains(wrong.words))
    }

    @Test func elasticRefusesAFieldOfAnotherType() async throws {
        let service = SimulatedService()
        for (id, field, status) in [("1", #""text""#, 201), ("2", #"{"a":1}"#, 400), ("3", #""again""#, 201)] {
            let body =
                "{\"create\":{\"_id\":\"\(id)\"}}\n{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"field\":\(field)}\n"
            let answer = try await service.execute(
                HTTPRequest(
                    method: .post, url: "http://127.0.0.1:1/elasticsearch/x/_bulk",
                    headers: Self.elastic.map { HTTPHeader(name: $0.key, value: $0.value) }, body: Array(body.utf8)))
            #expect(String(decoding: answer.body, as: UTF8.self).contains("\"status\":\(status)"))
        }
    }
}
