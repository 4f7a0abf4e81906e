import BridgeCore
import Testing

@testable import checkbridge

@Suite struct SinkConfigurationTests {
    private func sink(_ text: String) throws -> SinkConfiguration {
        try #require(try Sample(sink: "{name: log, \(text)}").parse().sinks.first)
    }

    /// The settings of a sink of that type.
    private func settings<Settings: SinkSettings>(_: Settings.Type, _ text: String) throws -> Settings {
        try #require(try sink("type: \(Settings.word), \(text)").settings as? Settings)
    }

    @Test func everyTypeHasItsWord() throws {
        #expect(try sink("type: stdout").settings is StandardOutputSettings)
        #expect(Set(SinkRegister.types.map { $0.word }).count == SinkRegister.types.count)
    }

    @Test func slackHasAURL() throws {
        #expect(try settings(SlackSettings.self, "url: 'https://a.example/x'").url == .literal("https://a.example/x"))
        #expect(try settings(SlackSettings.self, "url_file: /u").url == .file("/u"))
    }

    @Test func dingtalkHasASecretAndPeopleToCall() throws {
        let robot = try settings(
            DingTalkSettings.self,
            "url: 'https://a', secret: SEC1, keyword: k, at_mobiles: [013, '+86'], at_user_ids: [u]")
        #expect(robot.url == .literal("https://a") && robot.secret == .literal("SEC1") && robot.keyword == "k")
        #expect(robot.atMobiles == ["013", "+86"] && robot.atUserIDs == ["u"])
    }

    @Test func aWebhookHasDefaults() throws {
        let hook = try settings(WebhookSettings.self, "url: 'https://a'")
        #expect(hook.url == .literal("https://a") && hook.secrets.isEmpty)
        #expect(hook.format == .cloudevents && hook.method == .post)
    }

    @Test(
        arguments: [
            (
                "secret: whsec_AAAA, format: cloudevents-batch, method: PUT", [.literal("whsec_AAAA")],
                .cloudeventsBatch, .put
            ),
            (
                "secrets: [whsec_AAAA, BBBB], format: cloudevents-binary", [.literal("whsec_AAAA"), .literal("BBBB")],
                .cloudeventsBinary, .post
            ),
            ("secrets_file: /s", [.file("/s")], .cloudevents, .post),
        ] as [(String, [Secret], WebhookSettings.Format, WebhookSettings.Method)])
    func aWebhookHasKeysFormatsAndMethods(
        text: String, secrets: [Secret], format: WebhookSettings.Format, method: WebhookSettings.Method
    ) throws {
        let hook = try settings(WebhookSettings.self, "url: 'https://a', \(text)")
        #expect(hook.secrets == secrets && hook.format == format && hook.method == method)
    }

    @Test func gitHubIssuesHaveARepositoryAndAToken() throws {
        let issues = try settings(
            GitHubIssuesSettings.self,
            "repository: acme/security, token_file: /t, labels: [security], reopen_within: 30d")
        #expect(issues.url == .literal("https://api.github.com") && issues.repository == "acme/security")
        #expect(issues.token == .file("/t") && issues.labels == ["security"])
        #expect(issues.reopensWithin == .seconds(30 * 86_400))
    }

    @Test func aFallbackIsAnotherSink() throws {
        let names = ["a", "b", "c"]
        var sinks = try names.map { _ in try sink("type: stdout") }
        for (index, name) in names.enumerated() { sinks[index].name = name }
        (sinks[0].fallback, sinks[1].fallback, sinks[2].fallback) = ("b", "a", "a")
        #expect(sinks.circularFallbacks == [0, 1])
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
