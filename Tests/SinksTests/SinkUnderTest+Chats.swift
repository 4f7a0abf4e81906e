import BridgeCore
import HTTPTransport
import Sinks

extension SinkUnderTest {
    /// The chats with an implementation of their own form.
    static func chats(_ renderer: MessageRenderer = MessageRenderer()) -> [SinkUnderTest] {
        [
            feishu(renderer), wecom(renderer), teams(renderer), discord(renderer), telegram(renderer),
            slackAPI(renderer), mattermost(renderer), rocketChat(renderer), ntfy(renderer),
        ]
    }

    static func feishu(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        SinkUnderTest(name: "feishu", success: (200, #"{"code":0,"msg":"success","data":{}}"#)) { client, now in
            let url = "https://open.feishu.cn/open-apis/bot/v2/hook/tokenSECRETtoken"
            return try ConversationSink<FeishuBot>(
                .init(
                    connection: HTTPConnection(name: "f", url: .literal(url)), renderer: renderer,
                    secret: .file("/run/secrets/feishu"), keyword: "安全告警", atUserIDs: ["ou_1"]), client: client,
                file: { _, _ in Array("SECretOfTheRobot\n".utf8) }, now: { now })
        }
    }

    static func wecom(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        SinkUnderTest(name: "wecom", success: (200, #"{"errcode":0,"errmsg":"ok"}"#)) { client, now in
            let url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=tokenSECRETtoken"
            return try HTTPSink<WeComRobot>(
                .init(
                    connection: HTTPConnection(name: "w", url: .literal(url)), renderer: renderer,
                    atUserIDs: ["zhangsan"]), client: client, file: { _, _ in [] }, now: { now })
        }
    }

    static func teams(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        SinkUnderTest(name: "teams", success: (202, "")) { client, now in
            let url =
                "https://prod-01.westeurope.logic.azure.com:443/workflows/pathSECRETpath/triggers/manual/paths/invoke?sp=%2Ftriggers&sv=1.0&sig=tokenSECRETtoken"
            return try HTTPSink<TeamsWorkflow>(
                .init(connection: HTTPConnection(name: "t", url: .literal(url)), renderer: renderer), client: client,
                file: { _, _ in [] }, now: { now })
        }
    }

    static func discord(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        SinkUnderTest(name: "discord", success: (200, #"{"id":"1234567890","type":0}"#)) { client, now in
            let url = "https://discord.com/api/webhooks/1122334455/tokenSECRETtoken"
            return try HTTPSink<DiscordWebhook>(
                .init(connection: HTTPConnection(name: "d", url: .literal(url)), renderer: renderer), client: client,
                file: { _, _ in [] }, now: { now })
        }
    }

    static func telegram(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        SinkUnderTest(name: "telegram", success: (200, #"{"ok":true,"result":{"message_id":7}}"#)) { client, now in
            try ConversationSink<TelegramChat>(
                .init(
                    connection: HTTPConnection(name: "t", url: .literal("https://api.telegram.org")),
                    renderer: renderer, token: .literal("123456:tokenSECRETtoken"), chat: "-1001", thread: 5,
                    isSilent: true), client: client, file: { _, _ in [] }, now: { now })
        }
    }

    static func slackAPI(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        let success = #"{"ok":true,"channel":"C0SEC","ts":"1503435956.000247","message":{}}"#
        return SinkUnderTest(name: "slack_api", success: (200, success)) { client, now in
            try ConversationSink<SlackChannel>(
                .init(
                    connection: HTTPConnection(name: "s", url: .literal("https://slack.com/api")), renderer: renderer,
                    token: .file("/run/secrets/slack"), channel: "#security"), client: client,
                file: { _, _ in Array("xoxb-tokenSECRETtoken".utf8) }, now: { now })
        }
    }

    static func mattermost(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        SinkUnderTest(name: "mattermost", success: (200, "ok")) { client, now in
            let url = "https://chat.example.com/hooks/tokenSECRETtoken"
            return try HTTPSink<MattermostWebhook>(
                .init(connection: HTTPConnection(name: "m", url: .literal(url)), renderer: renderer), client: client,
                file: { _, _ in [] }, now: { now })
        }
    }

    static func rocketChat(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        SinkUnderTest(name: "rocketchat", success: (200, #"{"success":true}"#)) { client, now in
            let url = "https://chat.example.com/hooks/64f0aa/tokenSECRETtoken"
            return try HTTPSink<RocketChatWebhook>(
                .init(
                    connection: HTTPConnection(name: "r", url: .literal(url)), renderer: renderer,
                    channel: "#security"), client: client, file: { _, _ in [] }, now: { now })
        }
    }

    static func ntfy(_ renderer: MessageRenderer = MessageRenderer()) -> SinkUnderTest {
        SinkUnderTest(name: "ntfy", success: (200, #"{"id":"hwQ2YpKdmg","event":"message"}"#)) { client, now in
            try HTTPSink<NtfyTopic>(
                .init(
                    connection: HTTPConnection(name: "n", url: .literal("https://ntfy.sh")), renderer: renderer,
                    topic: .literal("tokenSECRETtoken"), token: .literal("tk_headerSECRETheader")), client: client,
                file: { _, _ in [] }, now: { now })
        }
    }
}
