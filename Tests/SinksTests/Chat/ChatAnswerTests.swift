import BridgeCore
import HTTPTransport
import Sinks
import Testing

/// What the chats' own words mean, and what is advised.
@Suite struct ChatAnswerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var chat: String
        var status: Int
        var body: String
        var shape: OutcomeShape
        var advice: String

        init(_ chat: String, _ status: Int, _ body: String, _ shape: OutcomeShape, _ advice: String = "") {
            (self.chat, self.status, self.body, self.shape, self.advice) = (chat, status, body, shape, advice)
        }

        var testDescription: String { "\(chat) \(status) \(body)" }
    }

    @Test(arguments: feishu + wecom + teams + discord + telegram + slackAPI + mattermost + rocketChat + ntfy)
    func theBodyDecides(row: Row) async throws {
        let chat = try #require(SinkUnderTest.chats().first { $0.name == row.chat })
        let client = ScriptedHTTPClient(status: row.status, body: row.body)
        let outcome = try #require(try await chat.make(client, .test).outcome(of: .sample(.opened)))
        #expect(outcome.shape == row.shape)
        #expect(outcome.words.contains(row.advice))
        #expect(outcome.words.utf8.count <= 500)
    }

    static let feishu = [
        Row("feishu", 200, #"{"StatusCode":0,"StatusMessage":"success"}"#, .delivered),
        Row("feishu", 200, #"{"StatusCode":0,"code":19001,"msg":"param invalid"}"#, .rejected(.sink), "set url"),
        Row("feishu", 200, #"{"Extra":null}"#, .retry(after: nil, .sink)),
        Row("feishu", 200, #"{"code":11232,"msg":"frequency limited"}"#, .retry(after: 30, .sink)),
        Row("feishu", 400, #"{"code":9499,"msg":"Bad Request","data":{}}"#, .rejected(.delivery)),
        Row("feishu", 200, #"{"code":9499,"msg":"too many request"}"#, .retry(after: 30, .sink)),
        Row(
            "feishu", 200, #"{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}"#,
            .rejected(.sink), "check secret"),
        Row("feishu", 200, #"{"code":19022,"msg":"Ip Not Allowed"}"#, .rejected(.sink), "list of addresses"),
        Row("feishu", 200, #"{"code":19024,"msg":"Key Words Not Found"}"#, .rejected(.sink), "set the option keyword"),
        Row("feishu", 200, #"{"code":200621,"msg":"parse card json err"}"#, .rejected(.delivery)),
        Row("feishu", 400, #"{"code":99991400,"msg":"request trigger frequency limit"}"#, .retry(after: 30, .sink)),
        Row("feishu", 200, #"{"code":777,"msg":"what nobody knows"}"#, .retry(after: nil, .delivery)),
        Row("feishu", 404, #"{"code":777,"msg":"what nobody knows"}"#, .rejected(.sink)),
        Row("feishu", 503, #"{"code":777,"msg":"what nobody knows"}"#, .retry(after: nil, .sink)),
    ]

    static let wecom = [
        Row("wecom", 200, #"{"errcode":93000,"errmsg":"invalid webhook url, hint: [1]"}"#, .rejected(.sink), "set url"),
        Row("wecom", 200, #"{"errcode":45009,"errmsg":"api freq out of limit"}"#, .retry(after: 60, .sink)),
        Row(
            "wecom", 200, #"{"errcode":40058,"errmsg":"markdown.content exceed max length 4096"}"#, .rejected(.delivery)
        ),
        Row("wecom", 200, #"{"errcode":-1,"errmsg":"system busy"}"#, .retry(after: nil, .delivery)),
        Row("wecom", 503, #"{"errcode":-1,"errmsg":"system busy"}"#, .retry(after: nil, .sink)),
        Row("wecom", 200, #"{"errmsg":"ok"}"#, .retry(after: nil, .sink)),
    ]

    static let teams = [
        Row("teams", 202, " <!DOCTYPE html><title>Sign in</title>", .retry(after: nil, .sink), "not a workflow's 202"),
        Row("teams", 202, #"{"accepted":true}"#, .delivered),
        Row("teams", 200, "1", .retry(after: nil, .sink), "not a workflow's 202"),
        Row(
            "teams", 200,
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429",
            .retry(after: nil, .sink)),
        Row(
            "teams", 400, #"{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"state 'Deleted'"}}"#,
            .rejected(.sink), "switched off or deleted"),
        Row("teams", 400, #"{"error":{"code":"TriggerInputSchemaMismatch","message":"no"}}"#, .rejected(.delivery)),
        Row(
            "teams", 401, #"{"error":{"code":"DirectApiAuthorizationRequired","message":"no"}}"#, .rejected(.sink),
            "copy the workflow's whole URL"),
        Row("teams", 404, #"{"error":{"code":"WorkflowNotFound","message":"no"}}"#, .rejected(.sink), "make a new one"),
        Row("teams", 429, #"{"error":{"code":"TooManyRequests","message":"slow"}}"#, .retry(after: nil, .sink)),
    ]

    static let discord = [
        Row("discord", 204, "", .retry(after: nil, .sink)), Row("discord", 200, "{}", .retry(after: nil, .sink)),
        Row("discord", 404, #"{"message":"Unknown Webhook","code":10015}"#, .rejected(.sink), "was deleted"),
        Row("discord", 401, #"{"message":"Invalid Webhook Token","code":50027}"#, .rejected(.sink), "was deleted"),
        Row(
            "discord", 404, #"{"message":"Unknown Channel","code":10003}"#, .rejected(.sink),
            "channel or thread is gone"),
        Row(
            "discord", 400, #"{"message":"Invalid Form Body","code":50035,"errors":{"embeds":{"0":{}}}}"#,
            .rejected(.delivery), "embeds"),
        Row(
            "discord", 429, #"{"message":"You are being rate limited.","retry_after":0.3,"global":false}"#,
            .retry(after: 0, .sink)),
        Row(
            "discord", 429, #"{"message":"You are being rate limited.","retry_after":64.57,"global":false}"#,
            .retry(after: 64, .sink)),
        Row(
            "discord", 429, #"{"message":"You are being rate limited.","retry_after":86400,"global":true}"#,
            .retry(after: 3600, .sink)),
        Row("discord", 429, "error code: 1015", .retry(after: nil, .sink)),
    ]

    static let telegram = [
        Row(
            "telegram", 401, #"{"ok":false,"error_code":401,"description":"Unauthorized"}"#, .rejected(.sink),
            "@BotFather"),
        Row(
            "telegram", 403,
            #"{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the supergroup chat"}"#,
            .rejected(.sink), "add it again"),
        Row(
            "telegram", 400, #"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#,
            .rejected(.sink), "check chat_id"),
        Row(
            "telegram", 400, #"{"ok":false,"error_code":400,"description":"Bad Request: message is too long"}"#,
            .rejected(.delivery)),
        Row(
            "telegram", 429,
            #"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 37","parameters":{"retry_after":37}}"#,
            .retry(after: 37, .sink)),
        Row("telegram", 200, #"{"result":{}}"#, .retry(after: nil, .sink)),
        Row(
            "telegram", 502, #"{"ok":false,"error_code":502,"description":"Bad Gateway"}"#,
            .retry(after: nil, .sink)),
        Row(
            "telegram", 413, #"{"ok":false,"error_code":413,"description":"Request Entity Too Large"}"#,
            .rejected(.delivery)),
    ]

    static let slackAPI = [
        Row("slack_api", 200, #"{"ok":false,"error":"invalid_auth"}"#, .rejected(.sink), "xoxb-"),
        Row("slack_api", 200, #"{"ok":false,"error":"token_revoked"}"#, .rejected(.sink), "xoxb-"),
        Row("slack_api", 200, #"{"ok":false,"error":"is_archived"}"#, .rejected(.sink), "archived"),
        Row("slack_api", 200, #"{"ok":false,"error":"not_in_channel"}"#, .rejected(.sink), "invite it"),
        Row("slack_api", 200, #"{"ok":false,"error":"channel_not_found"}"#, .rejected(.sink), "check channel"),
        Row(
            "slack_api", 200, #"{"ok":false,"error":"missing_scope","needed":"chat:write"}"#, .rejected(.sink),
            "chat:write"),
        Row(
            "slack_api", 200, #"{"ok":false,"error":"restricted_action_read_only_channel"}"#, .rejected(.sink),
            "administrators"),
        Row("slack_api", 200, #"{"ok":false,"error":"msg_blocks_too_long"}"#, .rejected(.delivery)),
        Row("slack_api", 200, #"{"ok":false,"error":"invalid_blocks_format"}"#, .rejected(.delivery)),
        Row("slack_api", 200, #"{"ok":false,"error":"ratelimited"}"#, .retry(after: 30, .sink)),
        Row("slack_api", 200, #"{"ok":false,"error":"internal_error"}"#, .retry(after: nil, .delivery)),
        Row("slack_api", 503, #"{"ok":false,"error":"service_unavailable"}"#, .retry(after: nil, .sink)),
        Row("slack_api", 200, #"{"ok":false,"error":"a_new_word"}"#, .retry(after: nil, .delivery)),
        Row("slack_api", 200, #"{"channel":"C1"}"#, .retry(after: nil, .sink)),
    ]

    static let mattermost = [
        Row("mattermost", 200, "", .retry(after: nil, .sink)),
        Row(
            "mattermost", 400,
            #"{"id":"web.incoming_webhook.invalid.app_error","message":"Invalid webhook.","status_code":400}"#,
            .rejected(.sink), "make a new one"),
        Row(
            "mattermost", 404,
            #"{"id":"web.incoming_webhook.channel.app_error","message":"Couldn't find the channel.","status_code":404}"#,
            .rejected(.sink), "archived, locked or unknown"),
        Row(
            "mattermost", 400,
            #"{"id":"api.post.create_post.can_not_post_to_deleted.error","message":"Can not post to deleted channel.","status_code":400}"#,
            .rejected(.sink), "archived"),
        Row(
            "mattermost", 403,
            #"{"id":"web.incoming_webhook.permissions.app_error","message":"Inappropriate channel permissions.","status_code":403}"#,
            .rejected(.sink), "make a new one"),
        Row(
            "mattermost", 500,
            #"{"id":"web.incoming_webhook.channel.app_error","message":"Couldn't find the channel.","status_code":500}"#,
            .retry(after: nil, .delivery)),
        Row(
            "mattermost", 503,
            #"{"id":"store.sql_webhooks.get_incoming.app_error","message":"Unable to get the webhook.","status_code":503}"#,
            .retry(after: nil, .sink)),
        Row(
            "mattermost", 429,
            #"{"id":"web.incoming_webhook.user.app_error","message":"Couldn't find the user.","status_code":429}"#,
            .retry(after: nil, .sink)),
        Row(
            "mattermost", 501,
            #"{"id":"web.incoming_webhook.disabled.app_error","message":"disabled","status_code":501}"#,
            .rejected(.sink), "switched off"),
        Row(
            "mattermost", 400,
            #"{"id":"web.incoming_webhook.text.app_error","message":"No text specified.","status_code":400}"#,
            .rejected(.delivery)),
    ]

    static let rocketChat = [
        Row(
            "rocketchat", 200, #"{"success":false,"error":"error-invalid-channel"}"#, .rejected(.sink),
            "choose another one"),
        Row(
            "rocketchat", 400, #"{"success":false,"error":"The room is archived"}"#, .rejected(.sink),
            "choose another one"),
        Row("rocketchat", 200, #"{"success":false,"error":"error-message-size-exceeded"}"#, .rejected(.delivery)),
        Row(
            "rocketchat", 404, #"{"success":false,"error":"Invalid integration id or token provided."}"#,
            .rejected(.sink), "enable it"),
        Row(
            "rocketchat", 503, #"{"success":false,"error":"Upstream channel closed"}"#, .retry(after: nil, .sink)),
        Row(
            "rocketchat", 500, #"{"success":false,"error":"Invalid integration id or token provided."}"#,
            .retry(after: nil, .delivery)),
        Row(
            "rocketchat", 429, #"{"success":false,"error":"too many requests to this channel"}"#,
            .retry(after: nil, .sink)),
        Row(
            "rocketchat", 400, #"{"success":false,"error":"Unexpected token < in JSON at position 0"}"#,
            .rejected(.delivery)),
        Row("rocketchat", 200, "{}", .retry(after: nil, .sink)),
    ]

    static let ntfy = [
        Row("ntfy", 200, "{}", .retry(after: nil, .sink)),
        Row("ntfy", 401, #"{"code":40101,"http":401,"error":"unauthorized"}"#, .rejected(.sink), "set token"),
        Row("ntfy", 403, #"{"code":40301,"http":403,"error":"forbidden"}"#, .rejected(.sink), "set token"),
        Row(
            "ntfy", 400, #"{"code":40009,"http":400,"error":"invalid request: topic invalid"}"#, .rejected(.sink),
            "check topic"),
        Row(
            "ntfy", 429, #"{"code":42901,"http":429,"error":"limit reached: too many requests"}"#,
            .retry(after: nil, .sink)),
        Row(
            "ntfy", 429, #"{"code":42908,"http":429,"error":"limit reached: daily message quota reached"}"#,
            .retry(after: 3600, .sink), "used up"),
    ]

    @Test(arguments: ["slack_api", "feishu"])
    func aSecretThatWasRotatedInItsFileIsUsedForWhatWaits(chat: String) async throws {
        let rotating = RotatingSecret(["xoxb-old", "xoxb-new"])
        let client = ScriptedHTTPClient { request in
            let isNew = request.headers.contains { $0.value == "Bearer xoxb-new" } || chat == "feishu"
            let body = isNew ? #"{"ok":true,"code":0}"# : #"{"ok":false,"error":"token_revoked"}"#
            return .success(HTTPResponse(status: 200, body: Array(body.utf8)))
        }
        let sink = try rotating.sink(chat, client)
        let first = await sink.outcome(of: .sample(.opened))
        rotating.rotate()
        let second = await sink.outcome(of: .sample(.opened, attempt: 2))
        #expect(first?.shape == (chat == "feishu" ? .delivered : .rejected(.sink)))
        #expect(second == .delivered)
        let signatures = client.requests.map(\.signatures)
        #expect(chat != "feishu" || signatures[0] != signatures[1])
    }
}
