import BridgeCore
import Sinks
import Testing

@testable import checkbridge

/// The keys of what takes events as they are.
@Suite struct EventStoreConfigurationTests {
    private func settings<Settings: SinkSettings>(_: Settings.Type, _ text: String) throws -> Settings {
        let sink = try Sample(sink: "{name: log, type: \(Settings.word), \(text)}").parse().sinks.first
        return try #require(sink?.settings as? Settings)
    }

    @Test func splunkLeavesTheRestToItsToken() throws {
        let splunk = try settings(SplunkHECSettings.self, "url: 'https://a', token_file: /t")
        #expect(splunk.token == .file("/t") && splunk.index == nil && splunk.sourceType == nil)
        let full = try settings(
            SplunkHECSettings.self, "url: 'https://a', token: t, index: i, sourcetype: st, source: s, host: h")
        #expect([full.index, full.sourceType, full.source, full.host] == ["i", "st", "s", "h"])
    }

    @Test func elasticsearchHasADataStreamAndThreeWaysToSignIn() throws {
        let plain = try settings(ElasticsearchSettings.self, "url: 'https://a'")
        #expect(plain.index == "logs-checkbridge-default" && plain.signIn == .nobody)
        let key = try settings(ElasticsearchSettings.self, "url: 'https://a', api_key_file: /k, index: findings-v1")
        #expect(key.signIn == .token(.file("/k"), scheme: "ApiKey") && key.index == "findings-v1")
        let user = try settings(ElasticsearchSettings.self, "url: 'https://a', user: elastic, password: p")
        #expect(user.signIn == .user("elastic", password: .literal("p")))
    }

    @Test func lokiHasLabelsATenantAndAToken() throws {
        let plain = try settings(LokiSettings.self, "url: 'https://a'")
        #expect(plain.labels == [AlertLabel(name: "job", value: "checkbridge")])
        #expect(plain.hasMetadata && plain.tenant == nil && plain.signIn == .nobody)
        let full = try settings(
            LokiSettings.self,
            "url: 'https://a', labels: {app: cb}, structured_metadata: false, tenant: acme, token: t")
        #expect(full.labels == [AlertLabel(name: "app", value: "cb")] && !full.hasMetadata && full.tenant == "acme")
        #expect(full.signIn == .token(.literal("t"), scheme: "Bearer"))
    }

    @Test(arguments: [
        ("", "https://api.datadoghq.com"), ("site: us5.datadoghq.com", "https://api.us5.datadoghq.com"),
        ("url: 'https://a.example'", "https://a.example"),
    ])
    func datadogsSiteIsItsAddress(text: String, url: String) throws {
        let datadog = try settings(DatadogSettings.self, "api_key: k, tags: ['team:sec'], \(text)")
        #expect(datadog.url == .literal(url) && datadog.tags == ["team:sec"])
    }

    @Test func kafkaHasTwoVersions() throws {
        let old = try settings(KafkaRESTSettings.self, "url: 'https://a', api: v2, topic: t")
        #expect(old.api == .v2 && old.signIn == .nobody)
        let new = try settings(
            KafkaRESTSettings.self, "url: 'https://a', cluster: lkc-1, topic: t, user: k, password_file: /p")
        #expect(new.api == .v3(cluster: "lkc-1") && new.topic == "t")
        #expect(new.signIn == .user("k", password: .file("/p")))
    }

    @Test(arguments: [
        ("splunk_hec, url: 'https://a'", "token"), ("splunk_hec, token: t", "url"),
        ("elasticsearch, url: 'https://a', index: Findings", "name of an index"),
        ("elasticsearch, url: 'https://a', index: _all", "name of an index"),
        ("elasticsearch, url: 'https://a', index: 'a,b'", "name of an index"),
        ("elasticsearch, url: 'https://a', user: u", "password"),
        ("elasticsearch, url: 'https://a', password: p", "user"),
        ("elasticsearch, url: 'https://a', api_key: k, user: u, password: p", "combined"),
        ("loki, url: 'https://a', labels: {}", "1 to 14 labels"),
        ("loki, url: 'https://a', labels: {a-b: c}", "is no label"),
        ("loki, url: 'https://a', labels: {a: ''}", "is no label"),
        ("loki, url: 'https://a', tenant: 'a b'", "tenant"),
        ("loki, url: 'https://a', user: 'a:b', password: p", "colons"),
        ("datadog, api_key: k, site: 'https://datadoghq.eu'", "is not a site"),
        ("datadog, api_key: k, site: api.datadoghq.eu", "is not a site"),
        ("datadog, api_key: k, site: a, url: 'https://a'", "combined"), ("datadog, site: a", "api_key"),
        ("datadog, api_key: k, tags: ['1:a']", "is not a tag"),
        ("kafka_rest, url: 'https://a', topic: t", "cluster"),
        ("kafka_rest, url: 'https://a', api: v2, cluster: c, topic: t", "not of version 2"),
        ("kafka_rest, url: 'https://a', api: v2", "topic"),
        ("kafka_rest, url: 'https://a', api: v2, topic: 'a/b'", "is not a topic"),
        ("kafka_rest, url: 'https://a', api: v2, topic: '..'", "is not a topic"),
        ("kafka_rest, url: 'http://a.example', api: v2, topic: t", "http"),
    ])
    func whatIsWrongIsSaid(sink: String, words: String) {
        let complaints = Sample(sink: "{name: log, type: \(sink)}").complaints()
        #expect(complaints.contains { $0.contains(words) }, "\(complaints)")
    }
}
