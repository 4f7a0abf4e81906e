import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct SlackBlocksTests {
    /// The rules below must agree with Slack's own library before they may judge us.
    @Test func theRulesAgreeWithSlacksLibrary() throws {
        for vector in try Vectors.cases("slack_blocks") {
            let block = try #require(vector["block"])
            #expect(
                SlackRules.faults(in: block).isEmpty == (vector["slack_sdk_verdict"]?.string == "valid"),
                "\(vector["name"]?.string ?? "")")
        }
    }

    @Test(arguments: SinkConformanceTests.hostile)
    func anyTitleKeepsTheLimits(title: String) throws {
        try check(body(of: [.titled(title)]))
    }

    @Test func aLargeDigestKeepsTheLimitsAndSaysWhatIsMissing() throws {
        let events = (0..<12).map { _ in SampleEvent.allCases }.flatMap { $0 }.map(\.encoded)
        let body = try body(of: [Delivery(content: .digest(id: "d1", events: events), attempt: 1)])
        try check(body)
        #expect(String(decoding: body, as: UTF8.self).contains("… and "))
        #expect(SlackRules.totalText(try JSONValue(parsing: body)) > 8000)
    }

    @Test func manyLongFactsKeepTheLimits() throws {
        let members = (0..<50).map { #""field\#($0)":"\#(String(repeating: "&<>", count: 500))""# }.joined(
            separator: ",")
        let json = #"{"specversion":"1.0","id":"1","source":"/","type":"io.checkbridge.later","data":{\#(members)}}"#
        try check(body(of: [Delivery(content: .event(EncodedEvent(id: "1", json: Array(json.utf8))), attempt: 1)]))
    }

    @Test(arguments: ["<!channel>", "<@U12345>", "<http://evil.example|click>", "<!subteam^S1>", "<#C1>"])
    func nothingForeignIsACommand(title: String) throws {
        let text = String(decoding: try body(of: [.titled(title)]), as: UTF8.self)
        #expect(!text.contains(title))
        #expect(text.contains(title.replacing("<", with: "&lt;").replacing(">", with: "&gt;")))
    }

    @Test func foreignMarksHaveNoEffectAndNamesStayAsTheyAre() throws {
        let text = String(decoding: try body(of: [.sample(.aclOpened)]), as: UTF8.self)
        #expect(text.contains("temp_ssh for *\u{200B}migration*\u{200B}"))
    }

    @Test func slackLooksForNothingInTheText() throws {
        let text = String(decoding: try body(of: [.sample(.aclOpened)]), as: UTF8.self)
        #expect(text.contains(#""unfurl_links":false,"unfurl_media":false"#))
        #expect(!text.contains(#""verbatim":false"#))
        #expect(text.ranges(of: #""type":"mrkdwn""#).count == text.ranges(of: #""verbatim":true"#).count)
    }

    private func body(of deliveries: [Delivery]) throws -> [UInt8] {
        let connection = HTTPConnection(name: "s", url: .literal("https://hooks.slack.example/services/T/B/k"))
        let slack: SlackWebhook = try kind(.init(connection: connection))
        return try slack.request(for: deliveries, at: .test).body ?? []
    }

    private func check(_ body: [UInt8]) throws {
        let message = try JSONValue(parsing: body)
        #expect(SlackRules.blocks(of: message).flatMap(SlackRules.faults) == [])
        #expect(SlackRules.blocks(of: message).count <= 50)
        #expect(SlackRules.totalText(message) <= 9000)
        #expect(message["text"]?.string?.isEmpty == false)
        #expect(SlackRules.texts(message).allSatisfy { !$0.utf8.contains(UInt8(ascii: "<")) })
    }
}

/// Block Kit's limits, in UTF-16 units.
enum SlackRules {
    static func blocks(of message: JSONValue) -> [JSONValue] {
        (message["blocks"]?.array ?? []) + (message["attachments"]?.array ?? []).flatMap { $0["blocks"]?.array ?? [] }
    }

    static func totalText(_ message: JSONValue) -> Int {
        blocks(of: message).flatMap(texts).reduce(0) { $0 + $1.utf16.count }
    }

    static func faults(in block: JSONValue) -> [String] {
        var faults: [String] = []
        func limit(_ what: String, _ count: Int, _ most: Int) {
            if count > most { faults.append("\(what): \(count) of \(most)") }
        }
        limit("block_id", block["block_id"]?.string?.utf16.count ?? 0, 255)
        let text = block["text"]?["text"]?.string
        switch block["type"]?.string {
        case "section":
            let fields = block["fields"]?.array ?? []
            if text?.isEmpty ?? fields.isEmpty { faults.append("section: empty") }
            limit("section", text?.utf16.count ?? 0, 3000)
            limit("fields", fields.count, 10)
            for field in fields { limit("field", field["text"]?.string?.utf16.count ?? 0, 2000) }
        case "header": limit("header", text?.utf16.count ?? 151, 150)
        case "context": limit("context", block["elements"]?.array?.count ?? 11, 10)
        case "actions":
            limit("actions", block["elements"]?.array?.count ?? 26, 25)
            for button in block["elements"]?.array ?? [] { limit("url", button["url"]?.string?.utf16.count ?? 0, 3000) }
        case "divider": break
        default: faults.append("unknown type")
        }
        return faults
    }

    static func texts(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { member in
                if member.name == "text", let text = member.value.string { [text] } else { texts(member.value) }
            }
        case .array(let elements): elements.flatMap(texts)
        default: []
        }
    }
}
