import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct SlackWebhookTests {
    @Test(
        arguments: [
            (400, "invalid_payload", .rejected(.delivery)), (400, "no_text", .rejected(.delivery)),
            (400, "too_many_attachments", .rejected(.delivery)), (400, "invalid_blocks", .rejected(.delivery)),
            (400, "invalid_blocks_format", .rejected(.delivery)), (400, "msg_blocks_too_long", .rejected(.delivery)),
            (400, "user_not_found", .rejected(.sink)), (403, "action_prohibited", .rejected(.sink)),
            (403, "invalid_token", .rejected(.sink)), (403, "posting_to_general_channel_denied", .rejected(.sink)),
            (404, "channel_not_found", .rejected(.sink)), (404, "no_service", .rejected(.sink)),
            (404, "no_active_hooks", .rejected(.sink)), (404, "no_service_id", .rejected(.sink)),
            (404, "no_team", .rejected(.sink)), (410, "channel_is_archived", .rejected(.sink)),
            (403, "team_disabled", .rejected(.sink)), (500, "rollup_error", .retry(after: nil, .delivery)),
            (400, "a_new_word", .rejected(.delivery)), (200, "ok\n", .delivered),
            (200, "", .retry(after: nil, .sink)), (200, "okay", .retry(after: nil, .sink)),
            (200, #"{"ok":false,"error":"invalid_auth"}"#, .retry(after: nil, .sink)),
            (200, "no_service", .rejected(.sink)), (204, "", .retry(after: nil, .sink)),
        ] as [(Int, String, OutcomeShape)])
    func oneWordDecides(status: Int, body: String, shape: OutcomeShape) async throws {
        let client = ScriptedHTTPClient(status: status, body: body)
        let outcome = try await SinkUnderTest.slack.make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == shape)
    }

    @Test func aRefusedConfigurationComesWithAdvice() async throws {
        let client = ScriptedHTTPClient(status: 404, body: "no_service")
        let outcome = try await SinkUnderTest.slack.make(client, .test).outcome(of: .sample(.opened))
        #expect(
            outcome?.words
                == "HTTP 404 from https://hooks.slack.com/***: no_service. The webhook does not exist (any more): make a new one and set url"
        )
    }

    @Test func oneMessageASecondIsTheDefault() {
        let options = SlackWebhook.Options(connection: HTTPConnection(name: "s", url: .literal("https://x.example/")))
        let traits = SlackWebhook.traits(options)
        #expect(traits.rate == RateLimit(limit: 1, per: .seconds(1)))
        #expect(traits.isChat)
    }
}
