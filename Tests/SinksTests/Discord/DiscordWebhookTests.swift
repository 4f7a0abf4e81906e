import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct DiscordWebhookTests {
    @Test(arguments: [
        ("https://discord.com/api/webhooks/1/t", "https://discord.com/api/webhooks/1/t?wait=true"),
        (
            "https://discord.com/api/webhooks/1/t?thread_id=5",
            "https://discord.com/api/webhooks/1/t?thread_id=5&wait=true"
        ),
        ("https://discord.com/api/webhooks/1/t?wait=true", "https://discord.com/api/webhooks/1/t?wait=true"),
        (
            "https://discord.com/api/webhooks/1/t?wait=false&thread_id=5",
            "https://discord.com/api/webhooks/1/t?thread_id=5&wait=true"
        ),
    ])
    func discordIsAskedToKeepTheMessageBeforeItAnswers(url: String, asked: String) throws {
        let webhook: DiscordWebhook = try kind(.init(connection: HTTPConnection(name: "d", url: .literal(url))))
        #expect(try webhook.request(for: [.sample(.opened)], at: .test).url == asked)
    }

    @Test(
        arguments: [
            ("https://discord.com/api/webhooks/1/t", nil), ("https://discord.com/api/v10/webhooks/1/t", nil),
            ("https://discord.com/channels/1/2", true), ("https://relay.example/api/webhooks/1/t", false),
        ] as [(String, Bool?)])
    func aWrongURLIsSeenBeforeAnythingIsSent(url: String, isCertain: Bool?) throws {
        let webhook: DiscordWebhook = try kind(.init(connection: HTTPConnection(name: "d", url: .literal(url))))
        #expect(webhook.objection(to: try #require(SecretURL(url)))?.isCertain == isCertain)
    }

    @Test func aHeadlineThatIsTooLongForTheTitleIsInTheDescription() throws {
        let webhook: DiscordWebhook = try kind(
            .init(connection: HTTPConnection(name: "d", url: .literal("https://discord.com/api/webhooks/1/t"))))
        let title = String(repeating: "word ", count: 60) + "end"
        for (delivery, isThere) in [(Delivery.titled(title), true), (.sample(.opened), false)] {
            let body = try JSONValue(parsing: webhook.request(for: [delivery], at: .test).body ?? [])
            let embed = body["embeds"]?.array?.first
            let heading = embed?["description"]?.string?.split(separator: "\n").first ?? ""
            #expect(heading.contains("word end") == isThere)
            #expect(embed?["title"]?.string?.hasSuffix("…") == isThere)
        }
    }

    @Test func theLongerWaitCounts() async throws {
        let body = #"{"message":"limited","retry_after":1.5,"global":true}"#
        let client = ScriptedHTTPClient(
            status: 429, body: body, headers: [HTTPHeader(name: "Retry-After", value: "65")])
        let outcome = try await SinkUnderTest.discord().make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .retry(after: 65, .sink))
    }
}
