import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct GoldenTests {
    static let shown: [SampleEvent] = [
        .opened, .openedNew, .reopened, .resolved, .suppressed, .severityChanged, .affectedChanged, .vanished, .changed,
        .aclOpened, .aclResolved, .baseline, .sourceFailing, .sourceRecovered, .sourceSuspect, .sourceStale,
        .sinkFailing,
        .sinkTest, .unknown,
    ]
    private static let shanghai = ZoneRules(name: "Asia/Shanghai", initialOffset: 8 * 3600)

    @Test(arguments: shown, Language.allCases)
    func slack(event: SampleEvent, language: Language) throws {
        try compare(
            slack(language).request(for: [.sample(event)], at: .test), "slack/\(event.rawValue).\(language.rawValue)")
    }

    @Test(arguments: Language.allCases)
    func slackDigest(language: Language) throws {
        try compare(slack(language).request(for: [.digest], at: .test), "slack/digest.\(language.rawValue)")
    }

    @Test(arguments: shown, Language.allCases)
    func dingtalk(event: SampleEvent, language: Language) throws {
        try compare(
            dingtalk(language).request(for: [.sample(event)], at: .test),
            "dingtalk/\(event.rawValue).\(language.rawValue)")
    }

    @Test(arguments: Language.allCases)
    func dingtalkDigest(language: Language) throws {
        try compare(dingtalk(language).request(for: [.digest], at: .test), "dingtalk/digest.\(language.rawValue)")
    }

    private static let chatCount = SinkUnderTest.chats().count
    private static let inChats: [(SampleEvent?, Language)] = [
        (.opened, .english), (.resolved, .english), (.aclOpened, .english), (.baseline, .english),
        (.sourceFailing, .english), (nil, .english), (.opened, .chinese), (nil, .chinese),
    ]

    @Test(arguments: 0..<chatCount, inChats.indices)
    func chats(chat: Int, row: Int) async throws {
        let (event, language) = Self.inChats[row]
        let chat = SinkUnderTest.chats(MessageRenderer(language: language, zone: Self.shanghai))[chat]
        let client = ScriptedHTTPClient(status: chat.success.status, body: chat.success.body)
        _ = try await chat.make(client, .test).outcome(of: event.map { .sample($0) } ?? .digest)
        try compare(
            try #require(client.requests.first),
            "\(chat.name)/\(event?.rawValue ?? "digest").\(language.rawValue)")
    }

    @Test(
        arguments: [
            SampleEvent.opened, .reopened, .resolved, .severityChanged, .vanished, .aclResolved, .baseline,
            .sourceFailing,
        ], Webhook.Format.allCases)
    func webhook(event: SampleEvent, format: Webhook.Format) throws {
        try compare(
            webhook(format).request(for: [.sample(event)], at: .test), "webhook/\(event.rawValue).\(format.rawValue)")
    }

    @Test func webhookBatch() throws {
        let deliveries = [Delivery.sample(.opened), .sample(.aclResolved)]
        try compare(webhook(.batch).request(for: deliveries, at: .test), "webhook/two.cloudevents-batch")
        try compare(webhook(.structured).request(for: [.digest], at: .test), "webhook/digest.cloudevents")
    }

    private func compare(_ request: HTTPRequest, _ name: String) throws {
        let text = Golden.text(of: request)
        #expect(try text == Golden.recorded(name + ".txt", for: text))
    }

    private func slack(_ language: Language) throws -> SlackWebhook {
        let connection = HTTPConnection(
            name: "sec-slack", url: .literal("https://hooks.slack.example/services/T0/B0/key"))
        let renderer = MessageRenderer(language: language, zone: Self.shanghai)
        return try kind(.init(connection: connection, renderer: renderer))
    }

    private func dingtalk(_ language: Language) throws -> DingTalkRobot {
        let connection = HTTPConnection(
            name: "sec-ding", url: .literal("https://oapi.dingtalk.example/robot/send?access_token=t"))
        let renderer = MessageRenderer(language: language, zone: Self.shanghai)
        return try kind(
            .init(
                connection: connection, renderer: renderer, secret: .literal("SEC0123456789abcdef"),
                keyword: "checkbridge",
                mentions: DingTalkMentions(mobiles: ["13800138000"], userIDs: ["user01"])))
    }

    private func webhook(_ format: Webhook.Format) throws -> Webhook {
        let connection = HTTPConnection(name: "siem", url: .literal("https://siem.example/hook"))
        return try kind(
            .init(connection: connection, format: format, secrets: [.literal("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")])
        )
    }
}

/// A kind with its URL as the configuration has it.
func kind<Kind: ReceiverKind>(_ options: Kind.Options, file: SecretReader = { _, _ in [] }) throws -> Kind {
    guard case .literal(let text) = options.connection.url, let url = SecretURL(text) else {
        throw SecretError.malformed(options.connection.url, expected: "a URL")
    }
    return try Kind(options, url: url, file: file)
}
