import BridgeCore
import Testing

@testable import checkbridge

/// The keys of the chats.
@Suite struct ChatConfigurationTests {
    private func settings<Settings: SinkSettings>(_: Settings.Type, _ text: String) throws -> Settings {
        let sink = try Sample(sink: "{name: log, type: \(Settings.word), \(text)}").parse().sinks.first
        return try #require(sink?.settings as? Settings)
    }

    @Test func feishuHasProtectionsAndPeopleToCall() throws {
        let bot = try settings(
            FeishuSettings.self, "url: 'https://a/x', secret_file: /s, keyword: k, at_user_ids: [ou_1, 7]")
        #expect(bot.secret == .file("/s") && bot.keyword == "k" && bot.atUserIDs == ["ou_1", "7"])
    }

    @Test(arguments: ["'a b'", "'></at><at id=all'", "'\u{200B}'"])
    func whoIsCalledIsAnId(id: String) {
        let sample = Sample(sink: "{name: log, type: feishu, url: 'https://a/x', at_user_ids: [\(id)]}")
        #expect(sample.complaints().contains { $0.contains("is not an id") })
    }

    @Test func whatHasOneAddressForAllNeedsNone() throws {
        let bot = try settings(TelegramSettings.self, "token: '1:a', chat_id: -1001, thread_id: 5, silent: true")
        #expect(bot.url == .literal("https://api.telegram.org") && bot.chat == "-1001")
        #expect(bot.thread == 5 && bot.isSilent)
        let slack = try settings(SlackAPISettings.self, "token_file: /t, channel: C0SEC")
        #expect(slack.url == .literal("https://slack.com/api") && slack.token == .file("/t"))
        let ntfy = try settings(NtfySettings.self, "topic: sec")
        #expect(ntfy.url == .literal("https://ntfy.sh") && ntfy.token == nil)
    }

    @Test func aChannelMayBeAnother() throws {
        #expect(try settings(MattermostSettings.self, "url: 'https://a/hooks/x', channel: sec").channel == "sec")
        #expect(try settings(RocketChatSettings.self, "url: 'https://a/hooks/x/y'").channel == nil)
    }

    @Test(arguments: [
        "https://acme.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d",
        "https://outlook.office.com/webhook/a/IncomingWebhook/c",
    ])
    func aRetiredConnectorIsRefusedWithoutSayingItsURL(url: String) {
        let complaints = Sample(sink: "{name: log, type: teams, url: '\(url)'}").complaints()
        #expect(complaints.contains { $0.contains("which Microsoft retired") && $0.contains("workflow") })
        #expect(!complaints.joined().contains("acme") && !complaints.joined().contains("outlook"))
    }

    @Test(arguments: ["sec/team", "' '", "ünter", "'a b'"])
    func whatNtfyTakesForNoTopicIsRefusedWithoutSayingIt(topic: String) {
        let complaints = Sample(sink: "{name: log, type: ntfy, topic: \(topic)}").complaints()
        #expect(complaints.contains { $0.contains("topic") && $0.contains("letters, digits") || $0.contains("empty") })
        #expect(!complaints.joined().contains("sec/team"))
    }

    @Test(arguments: [
        "{name: log, type: telegram, token: ' ', chat_id: 1}", "{name: log, type: wecom, url: ' '}",
    ])
    func aSecretOfBlanksIsNone(sink: String) {
        #expect(!Sample(sink: sink).complaints().isEmpty)
    }

    @Test(arguments: [
        "{name: log, type: telegram, token: '1:a'}", "{name: log, type: slack_api, channel: C1}",
        "{name: log, type: ntfy}", "{name: log, type: wecom, url: 'http://a.example/x?key=y'}",
        "{name: log, type: discord, url: 'https://a', token: x}",
    ])
    func whatIsMissingOrTooMuchIsSaid(sink: String) {
        #expect(!Sample(sink: sink).complaints().isEmpty)
    }
}
