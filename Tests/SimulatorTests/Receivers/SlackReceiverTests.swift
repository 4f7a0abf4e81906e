import BridgeCore
import Simulator
import Testing

@Suite struct SlackReceiverTests {
    private let caller = Caller(.standard(at: .noon))

    @Test func aMessageIsAnsweredWithOk() {
        let answer = caller.ask(.slack(#"{"text":"hello\nworld","blocks":[{"type":"divider"}]}"#))
        #expect(answer == (200, "ok"))
        #expect(caller.simulation.mailbox.messages.map(\.title) == ["hello"])
    }

    @Test(arguments: [
        ("/services/X/B1/s", "no_team"), ("/services/T1/X/s", "no_service"), ("/services/T1/B1", "no_service_id"),
    ])
    func aWrongAddressIs404(_ path: String, _ error: String) {
        #expect(caller.ask(.slack(#"{"text":"x"}"#, path: path)) == (404, error))
    }

    @Test(arguments: ["", "{", "[]", "text=hello"]) func whatIsNoJSONObjectIsRefused(_ body: String) {
        #expect(caller.ask(.slack(body)) == (400, "invalid_payload"))
        #expect(caller.simulation.mailbox.tallies["slack"]?.refused == 1)
    }

    @Test func aMessageMustSaySomething() {
        #expect(caller.ask(.slack("{}")) == (400, "no_text"))
    }

    private static func section(_ text: String) -> String {
        #"{"type":"section","text":{"type":"mrkdwn","text":"\#(text)"}}"#
    }

    private static func blocks(_ blocks: [String]) -> String {
        #"{"text":"x","blocks":[\#(blocks.joined(separator: ","))]}"#
    }

    private static func x(_ count: Int) -> String { String(repeating: "x", count: count) }

    struct Limit: Sendable {
        var name: String
        var blocks: @Sendable (Int) -> [String]
        var most: Int
        var error = "invalid_blocks"
    }

    private static let button = #"{"type":"button","text":{"type":"plain_text","text":"x"}}"#
    private static let text = #"{"type":"mrkdwn","text":"x"}"#

    static let limits = [
        Limit(name: "blocks", blocks: { Array(repeating: #"{"type":"divider"}"#, count: $0) }, most: 50),
        Limit(name: "section", blocks: { [section(x($0))] }, most: 3000),
        Limit(
            name: "header", blocks: { [#"{"type":"header","text":{"type":"plain_text","text":"\#(x($0))"}}"#] },
            most: 150),
        Limit(
            name: "field",
            blocks: { [#"{"type":"section","fields":[{"type":"mrkdwn","text":"\#(x($0))"}]}"#] }, most: 2000),
        Limit(
            name: "fields",
            blocks: {
                [#"{"type":"section","fields":[\#(Array(repeating: text, count: $0).joined(separator: ","))]}"#]
            },
            most: 10),
        Limit(
            name: "context",
            blocks: {
                [#"{"type":"context","elements":[\#(Array(repeating: text, count: $0).joined(separator: ","))]}"#]
            },
            most: 10),
        Limit(
            name: "actions",
            blocks: {
                [#"{"type":"actions","elements":[\#(Array(repeating: button, count: $0).joined(separator: ","))]}"#]
            },
            most: 25),
        Limit(name: "block_id", blocks: { [#"{"type":"divider","block_id":"\#(x($0))"}"#] }, most: 255),
        Limit(
            name: "all text", blocks: { [section(x(3000)), section(x(3000)), section(x(3000)), section(x($0))] },
            most: 1000,
            error: "msg_blocks_too_long"),
    ]

    @Test(arguments: limits.map(\.name)) func limitsHoldToTheLast(_ name: String) throws {
        let limit = try #require(Self.limits.first { $0.name == name })
        #expect(caller.ask(.slack(Self.blocks(limit.blocks(limit.most)))) == (200, "ok"))
        #expect(caller.ask(.slack(Self.blocks(limit.blocks(limit.most + 1)))) == (400, limit.error))
    }

    @Test(arguments: [
        #"{"type":"section"}"#, #"{"type":"alert"}"#, #"{"type":"header","text":{"type":"mrkdwn","text":"x"}}"#,
        #"{"type":"section","text":{"type":"mrkdwn","text":""}}"#, #"{"type":"context","elements":[]}"#,
    ])
    func malformedBlocksAreRefused(_ block: String) {
        #expect(caller.ask(.slack(Self.blocks([block]))) == (400, "invalid_blocks"))
    }

    @Test func tooManyMessagesAreThrottledPerWebhook() {
        let caller = Caller(.standard(at: .noon), settings: SimulatorSettings(slackLimit: .documented))
        let body = #"{"text":"x"}"#
        for _ in 1...3 { #expect(caller.ask(.slack(body)).status == 200) }
        let reply = caller.simulation.answer(.slack(body), at: .noon)
        #expect(reply.status == 429)
        #expect(reply.value(of: "Retry-After") == "1")
        #expect(caller.ask(.slack(body, path: "/services/T1/B2/s")).status == 200)
        #expect(caller.ask(.slack(body), at: .noon + .seconds(1)).status == 200)
        #expect(caller.ask(.slack(body), at: .noon + .milliseconds(1900)).status == 429)
    }
}
