import BridgeCore
import HTTPTransport
import Sinks
import Testing

/// A sink that writes to a chat, and the fake that takes it.
struct ChatUnderTest: Sendable, CustomTestStringConvertible {
    /// The fake's name in the simulator.
    var name: String
    /// - Parameter url: what stands behind the simulator's address.
    var make: @Sendable (any HTTPClient, Timestamp) throws -> any Sink

    var testDescription: String { name }

    static let all = [feishu, wecom, teams, discord, telegram, slackAPI, mattermost, rocketChat, ntfy]

    private static func connection(_ path: String) -> HTTPConnection {
        HTTPConnection(name: "chat", url: .literal("http://127.0.0.1:1/\(path)"))
    }

    static let feishu = ChatUnderTest(name: "feishu") { client, now in
        try ConversationSink<FeishuBot>(
            .init(
                connection: connection("feishu/open-apis/bot/v2/hook/simulated"), secret: .literal("simulated-feishu")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let wecom = ChatUnderTest(name: "wecom") { client, now in
        try HTTPSink<WeComRobot>(
            .init(connection: connection("wecom/cgi-bin/webhook/send?key=simulated")), client: client,
            file: { _, _ in [] }, now: { now })
    }

    static let teams = ChatUnderTest(name: "teams") { client, now in
        try HTTPSink<TeamsWorkflow>(
            .init(connection: connection("teams/workflows/simulated/triggers/manual/paths/invoke?sig=simulated")),
            client: client, file: { _, _ in [] }, now: { now })
    }

    static let discord = ChatUnderTest(name: "discord") { client, now in
        try HTTPSink<DiscordWebhook>(
            .init(connection: connection("discord/api/webhooks/1/simulated")), client: client, file: { _, _ in [] },
            now: { now })
    }

    static let telegram = telegram(chat: "-1001")

    static func telegram(chat: String) -> ChatUnderTest {
        ChatUnderTest(name: "telegram") { client, now in
            try ConversationSink<TelegramChat>(
                .init(connection: connection("telegram"), token: .literal("1:simulated"), chat: chat), client: client,
                file: { _, _ in [] }, now: { now })
        }
    }

    static let slackAPI = slackAPI(channel: "#security")

    static func slackAPI(channel: String, token: String = "xoxb-simulated") -> ChatUnderTest {
        ChatUnderTest(name: "slack_api") { client, now in
            try ConversationSink<SlackChannel>(
                .init(connection: connection("slack_api/api"), token: .literal(token), channel: channel),
                client: client, file: { _, _ in [] }, now: { now })
        }
    }

    static let mattermost = ChatUnderTest(name: "mattermost") { client, now in
        try HTTPSink<MattermostWebhook>(
            .init(connection: connection("mattermost/hooks/simulated")), client: client, file: { _, _ in [] },
            now: { now })
    }

    static let rocketChat = rocketChat(channel: nil)

    static func rocketChat(channel: String?) -> ChatUnderTest {
        ChatUnderTest(name: "rocketchat") { client, now in
            try HTTPSink<RocketChatWebhook>(
                .init(connection: connection("rocketchat/hooks/1/simulated"), channel: channel), client: client,
                file: { _, _ in [] }, now: { now })
        }
    }

    static let ntfy = ChatUnderTest(name: "ntfy") { client, now in
        try HTTPSink<NtfyTopic>(
            .init(connection: connection("ntfy"), topic: .literal("private"), token: .literal("tk_simulated")),
            client: client, file: { _, _ in [] }, now: { now })
    }
}
