import BridgeCore
import Testing

@testable import checkbridge

@Suite struct SinkConfigurationTests {
    private func sink(_ text: String) throws -> SinkConfiguration {
        try #require(try Sample(sink: "{name: log, \(text)}").parse().sinks.first)
    }

    @Test(
        arguments: [
            ("type: stdout", .stdout),
            ("type: slack, url: 'https://a.example/x'", .slack(url: .literal("https://a.example/x"))),
            ("type: slack, url_file: /u", .slack(url: .file("/u"))),
            (
                "type: dingtalk, url: 'https://a', secret: SEC1, keyword: k, at_mobiles: [013, '+86'], at_user_ids: [u]",
                .dingtalk(
                    .init(
                        url: .literal("https://a"), secret: .literal("SEC1"), keyword: "k", atMobiles: ["013", "+86"],
                        atUserIDs: ["u"]))
            ),
            (
                "type: webhook, url: 'https://a'",
                .webhook(.init(url: .literal("https://a"), secrets: [], format: .cloudevents, method: .post))
            ),
            (
                "type: webhook, url: 'https://a', secret: whsec_AAAA, format: cloudevents-batch, method: PUT",
                .webhook(
                    .init(
                        url: .literal("https://a"), secrets: [.literal("whsec_AAAA")], format: .cloudeventsBatch,
                        method: .put))
            ),
            (
                "type: webhook, url: 'https://a', secrets: [whsec_AAAA, BBBB], format: cloudevents-binary",
                .webhook(
                    .init(
                        url: .literal("https://a"), secrets: [.literal("whsec_AAAA"), .literal("BBBB")],
                        format: .cloudeventsBinary, method: .post))
            ),
            (
                "type: webhook, url: 'https://a', secrets_file: /s",
                .webhook(.init(url: .literal("https://a"), secrets: [.file("/s")], format: .cloudevents, method: .post))
            ),
        ] as [(String, SinkConfiguration.Kind)]) func everyTypeHasKeysOfItsOwn(
            text: String, kind: SinkConfiguration.Kind
        ) throws
    {
        #expect(try sink(text).kind == kind)
    }

    @Test func commonKeysHaveDefaults() throws {
        let sink = try sink("type: stdout")
        #expect(sink.rate == nil && sink.concurrency == nil && sink.language == nil && sink.zone == nil)
        #expect(sink.maxAge == .seconds(86_400))
        #expect(sink.connection == ConnectionConfiguration())
    }

    @Test func commonKeysAreRead() throws {
        let sink = try sink(
            """
            type: webhook, url: 'http://a.example', allow_http: true, timeout: 500ms, max_age: 1h30m, concurrency: 64,
              rate: {per: 1m, limit: 20}, lang: zh, timezone: Asia/Shanghai, proxy: 'socks5h://u:p@a:1080',
              headers: {X-Team: security, Authorization_file: /a},
              tls: {ca_file: /ca, client_cert_file: /c, client_key_file: /k}
            """)
        #expect(sink.rate == RateLimit(limit: 20, per: .seconds(60)))
        #expect(sink.concurrency == 64)
        #expect(sink.maxAge == .seconds(5400))
        #expect(sink.language == .chinese)
        #expect(sink.zone?.name == "Asia/Shanghai")
        let connection = ConnectionConfiguration(
            timeout: .milliseconds(500), proxy: .literal("socks5h://u:p@a:1080"),
            headers: [
                .init(name: "X-Team", value: .literal("security")), .init(name: "Authorization", value: .file("/a")),
            ],
            tls: .init(caFile: "/ca", clientCertificateFile: "/c", clientKeyFile: "/k"))
        #expect(sink.connection == connection)
    }
}
