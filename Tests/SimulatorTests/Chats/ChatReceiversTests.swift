import BridgeCore
import Simulator
import Testing

/// The fakes refuse what the true services refuse, in their words.
@Suite struct ChatReceiversTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var target: String
        var body: String
        var status: Int
        var words: String
        var headers: [String: String] = [:]

        init(_ target: String, _ body: String, _ status: Int, _ words: String, _ headers: [String: String] = [:]) {
            (self.target, self.body, self.status) = (target, body, status)
            (self.words, self.headers) = (words, headers)
        }

        var testDescription: String { "\(target) \(words)" }
    }

    @Test(arguments: feishu + wecom + teams + discord + telegram + slack + hooks + ntfy)
    func aWrongRequestIsAnsweredAsTheServiceDoes(row: Row) {
        let caller = Caller()
        let answer = caller.ask(.post(row.target, row.body, headers: row.headers))
        #expect(answer.status == row.status)
        #expect(answer.text.contains(row.words), "\(answer.text)")
        #expect(caller.simulation.mailbox.messages.isEmpty)
    }

    private static func x(_ count: Int) -> String { String(repeating: "x", count: count) }

    private static let hook = "/feishu/open-apis/bot/v2/hook"
    static let feishu = [
        Row("\(hook)/gone", "{}", 200, #""code":19001"#), Row("\(hook)/keyword", "{", 400, #""code":9499"#),
        Row("\(hook)/keyword", "{}", 400, #""code":9499"#),
        Row("\(hook)/simulated", #"{"msg_type":"text","content":{"text":"x"}}"#, 200, #""code":19021"#),
        Row("\(hook)/keyword", #"{"msg_type":"text","content":{"text":"x"}}"#, 200, #""code":19024"#),
        Row("\(hook)/keyword", #"{"msg_type":"interactive","card":{}}"#, 200, "parse card json err"),
        Row("\(hook)/keyword", #"{"msg_type":"text","content":{"text":"\#(x(20_500))"}}"#, 400, #""code":9499"#),
    ]

    private static let robot = "/wecom/cgi-bin/webhook/send"
    static let wecom = [
        Row("\(robot)?key=gone", "{}", 200, "93000"), Row("\(robot)?key=simulated", "{", 200, "47001"),
        Row("\(robot)?key=simulated", "{}", 200, "40008"),
        Row("\(robot)?key=simulated", #"{"msgtype":"markdown","markdown":{"content":""}}"#, 200, "44004"),
        Row(
            "\(robot)?key=simulated", #"{"msgtype":"markdown","markdown":{"content":"\#(x(4097))"}}"#, 200,
            "markdown.content exceed max length 4096"),
    ]

    private static let flow = "/teams/workflows/simulated/triggers/manual/paths/invoke"
    static let teams = [
        Row(flow, "{}", 401, "DirectApiAuthorizationRequired"),
        Row("\(flow)?sig=simulated", "{}", 400, "TriggerInputSchemaMismatch"),
        Row("/teams/workflows/gone/triggers/manual/paths/invoke?sig=simulated", "{}", 404, "WorkflowNotFound"),
        Row(
            "/teams/workflows/off/triggers/manual/paths/invoke?sig=simulated", "{}", 400, "WorkflowTriggerIsNotEnabled"),
        // The flow takes it and fails later: nobody is told.
        Row("\(flow)?sig=simulated", #"{"type":"message","attachments":[]}"#, 202, ""),
    ]

    private static let webhook = "/discord/api/webhooks/1/simulated?wait=true"
    static let discord = [
        Row("/discord/api/webhooks/2/simulated", "{}", 404, "10015"),
        Row("/discord/api/webhooks/1/old", "{}", 401, "50027"), Row(webhook, "{", 400, "50109"),
        Row(webhook, #"{"content":""}"#, 400, "50035"),
        Row(webhook, #"{"embeds":[{"title":"\#(x(257))"}]}"#, 400, "50035"),
        Row(webhook, #"{"embeds":[{"fields":[{"name":"a","value":""}]}]}"#, 400, "50035"),
        Row(
            webhook, #"{"embeds":[{"description":"\#(x(4000))"},{"description":"\#(x(2001))"}]}"#, 400,
            "6000 in all embeds"),
        Row("/discord/api/webhooks/1/simulated", #"{"content":""}"#, 204, ""),
    ]

    private static let bot = "/telegram/bot1:simulated/sendMessage"
    static let telegram = [
        Row("/telegram/bot1:old/sendMessage", "{}", 401, "Unauthorized"), Row(bot, "{}", 400, "chat not found"),
        Row(bot, #"{"chat_id":-1003,"text":"x"}"#, 403, "kicked"),
        Row(bot, #"{"chat_id":-1002,"text":"x"}"#, 400, #""migrate_to_chat_id":-1001002"#),
        Row(bot, #"{"chat_id":-1001,"text":""}"#, 400, "message text is empty"),
        Row(bot, #"{"chat_id":-1001,"text":"\#(x(4097))"}"#, 400, "message is too long"),
        Row(bot, #"{"chat_id":-1001,"text":"<b>x","parse_mode":"HTML"}"#, 400, "can't parse entities"),
        Row(bot, #"{"chat_id":-1001,"text":"a <c> b","parse_mode":"HTML"}"#, 400, "can't parse entities"),
    ]

    private static let post = "/slack_api/api/chat.postMessage"
    private static let token = ["Authorization": "Bearer xoxb-simulated"]
    static let slack = [
        Row(post, "{}", 200, "not_authed"), Row(post, "{}", 200, "invalid_auth", ["Authorization": "Bearer xoxb-old"]),
        Row(post, "{}", 200, "channel_not_found", token),
        Row(post, ##"{"channel":"#security"}"##, 200, "no_text", token),
        Row(post, #"{"channel":"C0ARCHIVED","text":"x"}"#, 200, "is_archived", token),
        Row(post, #"{"channel":"C0SECURITY","text":"x","thread_ts":"1.5"}"#, 200, "thread_not_found", token),
        Row(post, #"{"channel":"C0SECURITY","text":"x","thread_ts":1.5}"#, 200, "invalid_arguments", token),
        Row(
            "/slack_api/api/chat.update", ##"{"channel":"#security","ts":"1","text":"x"}"##, 200, "channel_not_found",
            token),
        Row(
            "/slack_api/api/chat.update", #"{"channel":"C0SECURITY","ts":"1","text":"x"}"#, 200, "message_not_found",
            token),
    ]

    static let hooks = [
        Row("/mattermost/hooks/gone", "{}", 400, "web.incoming_webhook.invalid.app_error"),
        Row("/mattermost/hooks/archived", "{}", 400, "can_not_post_to_deleted"),
        Row("/mattermost/hooks/simulated", "{}", 400, "web.incoming_webhook.text.app_error"),
        Row("/rocketchat/hooks/1/gone", "{}", 404, "Invalid integration id"),
        Row("/rocketchat/hooks/1/simulated", #"{"text":"\#(x(5001))"}"#, 400, "error-message-size-exceeded"),
    ]

    static let ntfy = [
        Row("/ntfy", "{", 400, "40024"), Row("/ntfy", #"{"topic":"a/b"}"#, 400, "40009"),
        Row("/ntfy", #"{"topic":"private","message":"x"}"#, 403, "40301"),
        Row("/ntfy", #"{"topic":"x","priority":6}"#, 400, "40007"),
    ]

    @Test func aMissingCharsetIsTakenWithAWarning() {
        let caller = Caller()
        let plain = caller.ask(.post(Self.post, ##"{"channel":"#security","text":"x"}"##, headers: Self.token))
        #expect(plain.text.contains("missing_charset"))
        let right = ReceivedRequest.post(
            Self.post, ##"{"channel":"#security","text":"x"}"##, type: "application/json; charset=utf-8",
            headers: Self.token)
        #expect(!caller.ask(right).text.contains("missing_charset"))
    }

    @Test func whatMattermostFindsTooLongComesOutAsSeveralPosts() {
        let caller = Caller()
        #expect(caller.ask(.post("/mattermost/hooks/simulated", #"{"text":"\#(Self.x(16_384))"}"#)) == (200, "ok"))
        #expect(caller.simulation.mailbox.messages.count == 2)
    }

    @Test(
        arguments: [
            ("a &lt;b&gt; <b>x</b>", "a <b> x"), ("<a href=\"http://x\">y</a>", "y"), ("<b>x", nil), ("</b>", nil),
            ("a & b", "a & b"), ("<x>", nil), ("a < b", nil), ("<b><i>x</b></i>", nil),
        ] as [(String, String?)])
    func telegramsHTMLIsReadStrictly(html: String, shown: String?) {
        let caller = Caller()
        let text = String(decoding: JSONValue.string(html).bytes, as: UTF8.self)
        let answer = caller.ask(.post(Self.bot, #"{"chat_id":-1001,"text":\#(text),"parse_mode":"HTML"}"#))
        #expect((answer.status == 200) == (shown != nil))
        #expect(caller.simulation.mailbox.messages.first?.title == shown)
    }
}
