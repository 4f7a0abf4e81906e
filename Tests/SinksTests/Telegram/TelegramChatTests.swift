import BridgeCore
import HTTPTransport
import Sinks
import Testing

@Suite struct TelegramChatTests {
    @Test func theTokenIsInThePathAndTheChatIsANumber() async throws {
        let client = ScriptedHTTPClient(status: 200, body: #"{"ok":true}"#)
        _ = try await SinkUnderTest.telegram().make(client, .test).outcome(of: .sample(.opened))
        let request = try #require(client.requests.first)
        #expect(request.url == "https://api.telegram.org/bot123456:tokenSECRETtoken/sendMessage")
        let body = try JSONValue(parsing: request.body ?? [])
        #expect(body["chat_id"] == .number("-1001"))
        #expect(body["parse_mode"]?.string == "HTML")
        #expect(body["message_thread_id"]?.integer == 5)
        #expect(body["disable_notification"]?.bool == true)
        #expect(body["link_preview_options"]?["is_disabled"]?.bool == true)
    }

    @Test func aGroupThatMovedIsFollowed() async throws {
        let client = ScriptedHTTPClient { request in
            let isOld = String(decoding: request.body ?? [], as: UTF8.self).contains(#""chat_id":-1001,"#)
            let moved =
                #"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1009876543210}}"#
            return .success(
                HTTPResponse(status: isOld ? 400 : 200, body: Array((isOld ? moved : #"{"ok":true}"#).utf8)))
        }
        let outcome = try await SinkUnderTest.telegram().make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome == .delivered)
        let chats = try client.requests.map { try JSONValue(parsing: $0.body ?? [])["chat_id"]?.integer }
        #expect(chats == [-1001, -1_009_876_543_210])
    }

    @Test func aGroupThatMovesOnAndOnIsNoLoop() async throws {
        let moved =
            #"{"ok":false,"error_code":400,"description":"upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-2}}"#
        let client = ScriptedHTTPClient(status: 400, body: moved)
        let outcome = try await SinkUnderTest.telegram().make(client, .test).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .rejected(.sink))
        #expect(client.requests.count == 2)
    }

    @Test func whatCannotBeParsedIsSaidWithoutMarks() async throws {
        let client = ScriptedHTTPClient { request in
            let isParsed = String(decoding: request.body ?? [], as: UTF8.self).contains("parse_mode")
            let refusal = #"{"ok":false,"error_code":400,"description":"Bad Request: can't parse entities: tag b"}"#
            return .success(
                HTTPResponse(
                    status: isParsed ? 400 : 200, body: Array((isParsed ? refusal : #"{"ok":true}"#).utf8)))
        }
        let outcome = try await SinkUnderTest.telegram().make(client, .test).outcome(of: .titled("<b> @admin"))
        #expect(outcome == .delivered)
        let text = try #require(try JSONValue(parsing: client.requests[1].body ?? [])["text"]?.string)
        #expect(text.contains("<b> @\u{200B}admin"))
        #expect(!text.contains("&lt;"))
    }

    @Test(arguments: [("123456:AAH-x", false), ("bot1:AAH", true), ("123456", true), ("1:", true)])
    func aWrongTokenIsSeenBeforeAnythingIsSent(token: String, isWrong: Bool) throws {
        let url = "https://api.telegram.org"
        let chat: TelegramChat = try kind(
            .init(connection: HTTPConnection(name: "t", url: .literal(url)), token: .literal(token), chat: "1"))
        let objection = chat.objection(to: try #require(SecretURL(url)))
        #expect(objection?.isCertain == (isWrong ? true : nil))
        #expect(!"\(objection as Any)".contains("AAH"))
    }

    @Test func twoChatsOfOneBotArePacedApart() throws {
        func destination(_ chat: String) throws -> String {
            try ConversationSink<TelegramChat>(
                .init(
                    connection: HTTPConnection(name: "t", url: .literal("https://api.telegram.org")),
                    token: .literal("1:a"), chat: chat), client: ScriptedHTTPClient(status: 200),
                file: { _, _ in [] }, now: { .test }
            ).traits.destination
        }
        #expect(try destination("-1") != destination("-2"))
        #expect(try destination("-1") == destination("-1"))
    }
}
