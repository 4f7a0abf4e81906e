import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct FeishuBotTests {
    @Test func theSignatureIsTheOneOfTheVectors() async throws {
        for vector in try Vectors.cases("feishu_sign") {
            let secret = try #require(vector["secret"]?.string)
            let seconds = try #require(vector["timestamp_s"]?.integer)
            let body = try await body(secret: secret, at: Timestamp(seconds: seconds))
            #expect(body["sign"]?.string == vector["sign"]?.string)
            #expect(body["timestamp"]?.string == String(seconds))
        }
    }

    @Test func withoutASecretThereIsNoSignature() async throws {
        let body = try await body(secret: nil, at: .test)
        #expect(body["sign"] == nil)
        #expect(body["timestamp"] == nil)
        #expect(body["msg_type"]?.string == "interactive")
    }

    @Test(arguments: [
        #"{"code":200621,"msg":"parse card json err, please check your card json"}"#,
        #"{"code":11246,"msg":"Failed to create card content"}"#,
    ])
    func aRefusedCardIsSaidOnceMoreInPlainText(refusal: String) async throws {
        let client = ScriptedHTTPClient { request in
            let isCard = String(decoding: request.body ?? [], as: UTF8.self).contains("interactive")
            return .success(
                HTTPResponse(status: 200, body: Array((isCard ? refusal : #"{"code":0}"#).utf8)))
        }
        let outcome = try await SinkUnderTest.feishu().make(client, .test).outcome(of: .titled("<at user_id=\"all\">"))
        #expect(outcome == .delivered)
        let bodies = try client.requests.map { try JSONValue(parsing: $0.body ?? []) }
        #expect(bodies.map { $0["msg_type"]?.string } == ["interactive", "text"])
        let text = try #require(bodies.last?["content"]?["text"]?.string)
        #expect(!text.contains("<at user_id=\"all"))
        #expect(text.contains("<at user_id=\"ou_1\"></at>"))
        #expect(text.contains("安全告警"))
        #expect(bodies[0]["sign"] == bodies[1]["sign"])
    }

    @Test func anotherRefusalIsNotAskedAgain() async throws {
        let client = ScriptedHTTPClient(status: 200, body: #"{"code":19024,"msg":"Key Words Not Found"}"#)
        _ = try await SinkUnderTest.feishu().make(client, .test).outcome(of: .sample(.opened))
        #expect(client.requests.count == 1)
    }

    @Test(arguments: SampleEvent.allCases)
    func keywordAndMentionsAreInEveryCard(event: SampleEvent) async throws {
        let client = ScriptedHTTPClient(status: 200, body: #"{"code":0}"#)
        _ = try await SinkUnderTest.feishu().make(client, .test).outcome(of: .sample(event))
        let texts = ChatRules.markup(of: "feishu", in: client.requests.first?.body ?? [])
        #expect(texts.last == "安全告警\n<at id=ou_1></at>")
    }

    @Test func aSignatureThatIsEchoedIsMasked() async throws {
        let client = ScriptedHTTPClient { request in
            .success(HTTPResponse(status: 500, body: request.body ?? []))
        }
        let outcome = try await SinkUnderTest.feishu().make(client, .test).outcome(of: .sample(.opened))
        let sign = try #require(try JSONValue(parsing: client.requests[0].body ?? [])["sign"]?.string)
        #expect(outcome?.words.contains("timestamp") == true)
        #expect(outcome?.words.contains(sign) == false)
    }

    @Test(
        arguments: [
            ("https://open.feishu.cn/open-apis/bot/v2/hook/x", nil),
            ("https://open.larksuite.com/open-apis/bot/v2/hook/x", nil),
            ("https://open.feishu.cn/open-apis/bot/hook/x", true), ("https://open.feishu.cn/", true),
            ("https://relay.example/open-apis/bot/v2/hook/x", false),
        ] as [(String, Bool?)])
    func aWrongURLIsSeenBeforeAnythingIsSent(url: String, isCertain: Bool?) throws {
        let bot: FeishuBot = try kind(.init(connection: HTTPConnection(name: "f", url: .literal(url))))
        #expect(bot.objection(to: try #require(SecretURL(url)))?.isCertain == isCertain)
    }

    private func body(secret: String?, at now: Timestamp) async throws -> JSONValue {
        let client = ScriptedHTTPClient(status: 200, body: #"{"code":0}"#)
        let url = "https://open.feishu.cn/open-apis/bot/v2/hook/x"
        let sink = try ConversationSink<FeishuBot>(
            .init(
                connection: HTTPConnection(name: "f", url: .literal(url)), secret: secret.map(Secret.literal)),
            client: client, file: { _, _ in [] }, now: { now })
        #expect(await sink.outcome(of: .sample(.opened)) == .delivered)
        return try JSONValue(parsing: client.requests.first?.body ?? [])
    }
}
