import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct DingTalkRobotTests {
    @Test(
        arguments: [
            (#"{"errcode":0,"errmsg":"ok"}"#, .delivered), (#"{"errcode":"0"}"#, .delivered),
            (#"{"errcode":-1,"errmsg":"system busy"}"#, .retry(after: nil, .delivery)),
            (#"{"errcode":130101,"errmsg":"send too fast"}"#, .retry(after: 600, .sink)),
            (#"{"errcode":410100,"errmsg":"send too fast"}"#, .retry(after: 600, .sink)),
            (#"{"errcode":310000,"errmsg":"keywords not in content"}"#, .rejected(.sink)),
            (#"{"errcode":310000,"errmsg":"sign not match"}"#, .rejected(.sink)),
            (#"{"errcode":310000,"errmsg":"invalid timestamp"}"#, .rejected(.sink)),
            (#"{"errcode":310000,"errmsg":"ip 1.2.3.4 not in whitelist"}"#, .rejected(.sink)),
            (#"{"errcode":300005,"errmsg":"token is not exist"}"#, .rejected(.sink)),
            (#"{"errcode":300001,"errmsg":"token is not exist"}"#, .rejected(.sink)),
            (#"{"errcode":300001,"errmsg":"illegal parameter"}"#, .rejected(.delivery)),
            (#"{"errcode":400101,"errmsg":"access_token not exist"}"#, .rejected(.sink)),
            (#"{"errcode":400013,"errmsg":"group dissolved"}"#, .rejected(.sink)),
            (#"{"errcode":400102,"errmsg":"robot stopped"}"#, .rejected(.sink)),
            (#"{"errcode":400106,"errmsg":"robot not found"}"#, .rejected(.sink)),
            (#"{"errcode":400105,"errmsg":"unsupported msgtype"}"#, .rejected(.delivery)),
            (#"{"errcode":430101,"errmsg":"unsafe link"}"#, .rejected(.delivery)),
            (#"{"errcode":430104,"errmsg":"content refused"}"#, .rejected(.delivery)),
            (#"{"errcode":460101,"errmsg":"message too long, exceed 20000 bytes"}"#, .rejected(.delivery)),
            (#"{"errcode":1234567,"errmsg":"message too long, exceed 20000 bytes"}"#, .rejected(.delivery)),
            (#"{"errcode":1234567,"errmsg":"what nobody knows"}"#, .retry(after: nil, .delivery)),
            (#"{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"u"}"#, .retry(after: 60, .sink)),
            (#"{"status":1111,"wait":300}"#, .retry(after: 300, .sink)),
            (#"{"errmsg":"ok"}"#, .retry(after: nil, .sink)), ("{}", .retry(after: nil, .sink)),
            ("", .retry(after: nil, .sink)), ("<html>", .retry(after: nil, .sink)),
        ] as [(String, OutcomeShape)])
    func theBodyDecides(body: String, shape: OutcomeShape) async throws {
        #expect(try await outcome(body: body).shape == shape)
    }

    @Test(arguments: [
        ("keywords not in content", "set the option keyword"), ("sign not match", "check secret"),
        ("invalid timestamp", "check secret"), ("ip 1.2.3.4 not in whitelist", "list of addresses"),
        ("description:机器人发送签名不匹配", "check secret"), ("description", "keyword, signature and address list"),
    ])
    func theAdviceNamesTheProtection(message: String, advice: String) async throws {
        let outcome = try await outcome(body: #"{"errcode":310000,"errmsg":"\#(message)"}"#)
        #expect(outcome.words.contains(advice))
        #expect(outcome.words.contains(message))
    }

    @Test(arguments: [
        ("Sun, 01 Mar 2026 07:16:00 GMT", "this machine's is 7200 s ahead of DingTalk's"),
        ("Sun, 01 Mar 2026 11:16:00 GMT", "this machine's is 7200 s behind DingTalk's"),
        ("Sun, 01 Mar 2026 09:16:02 GMT", "the clocks agree"),
    ])
    func aRefusedSignatureNamesTheClock(date: String, advice: String) async throws {
        let outcome = try await outcome(
            body: #"{"errcode":310000,"errmsg":"invalid timestamp"}"#, headers: [HTTPHeader(name: "Date", value: date)])
        #expect(outcome.words.contains(advice))
    }

    @Test func theSignatureIsTheOneOfTheVectors() throws {
        for vector in try Vectors.cases("dingtalk_sign") {
            let secret = try #require(vector["secret"]?.string)
            let now = Timestamp(milliseconds: try #require(vector["timestamp_ms"]?.integer))
            let request = try robot(secret: secret).request(for: [.sample(.opened)], at: now)
            #expect(request.url == vector["url"]?.string)
        }
    }

    @Test func withoutASecretTheURLStaysAsItIs() throws {
        let request = try robot(secret: nil).request(for: [.sample(.opened)], at: .test)
        #expect(request.url == "https://oapi.dingtalk.com/robot/send?access_token=t")
    }

    @Test func theKeyIsThatOfTheEventForEveryAttemptOfThisSink() throws {
        func key(_ delivery: Delivery, _ sink: String = "d") throws -> String? {
            let body = try robot(sink, secret: nil).request(for: [delivery], at: .test).body ?? []
            return try JSONValue(parsing: body)["msgUuid"]?.string
        }
        #expect(try key(.sample(.opened)) == "f87ccc42af170ba3f20b04bc7bff9201")
        #expect(try key(.sample(.opened, attempt: 2)) == key(.sample(.opened)))
        #expect(try key(.sample(.resolved)) != key(.sample(.opened)))
        // A second sink with the same robot says it, too.
        #expect(try key(.sample(.opened), "other") != key(.sample(.opened)))
        #expect(try key(.digest) != key(.sample(.opened)))
    }

    @Test(arguments: SampleEvent.allCases)
    func keywordAndMentionsAreInEveryText(event: SampleEvent) throws {
        let body = try json([.sample(event)])
        let text = try #require(body["markdown"]?["text"]?.string)
        #expect(text.contains("安全告警"))
        #expect(text.contains("@13800138000 @user01"))
        #expect(body["at"]?["atMobiles"]?.array == [.string("13800138000")])
        #expect(body["at"]?["isAtAll"]?.bool == false)
    }

    @Test(arguments: SinkConformanceTests.hostile)
    func anyTitleKeepsTheLimits(title: String) throws {
        try check([.titled(title)])
    }

    @Test func aLargeDigestKeepsTheLimitsAndSaysWhatIsMissing() throws {
        let events = (0..<24).map { _ in SampleEvent.allCases }.flatMap { $0 }.map(\.encoded)
        let digest = Delivery(content: .digest(id: "d1", events: events), attempt: 1)
        try check([digest])
        #expect(try json([digest])["markdown"]?["text"]?.string?.contains("… and ") == true)
        #expect(try robot(secret: nil).request(for: [digest], at: .test).body?.count ?? 0 > 18_000)
    }

    @Test func manyLongFactsKeepTheLimits() throws {
        let members = (0..<50).map { #""field\#($0)":"\#(String(repeating: #"\"\\"#, count: 3000))""# }.joined(
            separator: ",")
        let json = #"{"specversion":"1.0","id":"1","source":"/","type":"io.checkbridge.later","data":{\#(members)}}"#
        try check([Delivery(content: .event(EncodedEvent(id: "1", json: Array(json.utf8))), attempt: 1)])
    }

    @Test func nothingForeignIsMarkdownOrAMention() throws {
        let text = try #require(
            try json([.titled("](http://evil) @13800138000 **x** <font color=red>")])["markdown"]?["text"]?.string)
        #expect(!text.contains("](http://evil"))
        #expect(text.ranges(of: "@13800138000").count == 1)
        #expect(!text.contains("**x"))
        #expect(!text.contains("<font"))
        let accented = try json([.titled("]\u{301}(http://evil)")])["markdown"]?["text"]?.string
        #expect(accented?.unicodeScalars.contains("\u{301}") == true)
        #expect(
            accented?.utf8.split(separator: UInt8(ascii: "]")).dropFirst().allSatisfy {
                $0.starts(with: "\u{200B}".utf8) || $0.starts(with: "(https://yundun".utf8)
            } == true)
    }

    private func check(_ deliveries: [Delivery]) throws {
        let body = try robot(secret: nil).request(for: deliveries, at: .test).body ?? []
        #expect(body.count <= 19_000)
        let markdown = try JSONValue(parsing: body)["markdown"]
        #expect((markdown?["title"]?.string?.utf16.count ?? 65) <= 64)
        #expect(markdown?["text"]?.string?.contains("安全告警") == true)
    }

    private func json(_ deliveries: [Delivery]) throws -> JSONValue {
        try JSONValue(parsing: robot(secret: nil).request(for: deliveries, at: .test).body ?? [])
    }

    private func robot(_ name: String = "d", secret: String?) throws -> DingTalkRobot {
        let connection = HTTPConnection(
            name: name, url: .literal("https://oapi.dingtalk.com/robot/send?access_token=t"))
        return try kind(
            .init(
                connection: connection, secret: secret.map(Secret.literal), keyword: "安全告警",
                mentions: DingTalkMentions(mobiles: ["13800138000"], userIDs: ["user01"])))
    }

    private func outcome(body: String, headers: [HTTPHeader] = []) async throws -> Outcome {
        let client = ScriptedHTTPClient(status: 200, body: body, headers: headers)
        return try #require(try await SinkUnderTest.dingtalk.make(client, .test).outcome(of: .sample(.opened)))
    }
}
