import BridgeCore
import HTTPTransport
import Sinks
import TestSupport
import Testing

/// The sinks over the real transport, to a server on this machine.
@Suite(.timeLimit(.minutes(3))) struct WireTests {
    @Test(arguments: Webhook.Format.allCases)
    func whatWasSignedIsWhatArrives(format: Webhook.Format) async throws {
        let (outcomes, request) = try await deliver { url in
            Webhook.Options(
                connection: HTTPConnection(name: "w", url: .literal(url + "/hook?key=1"), timeout: .seconds(50)),
                format: format,
                secrets: [.literal("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")])
        } as: { (client, options) in
            try HTTPSink<Webhook>(options, client: client, file: { _, _ in [] }, now: { .test })
        } answering: { _ in
            [.answer(204)]
        }
        let connection = HTTPConnection(name: "w", url: .literal("https://siem.example/hook"))
        let webhook: Webhook = try kind(
            .init(
                connection: connection, format: format,
                secrets: [.literal("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")]))
        let expected = try webhook.request(for: [.sample(.opened)], at: .test)
        #expect(outcomes == [.delivered])
        #expect(request.head.hasPrefix("POST /hook?key=1 HTTP/1.1\r\n"))
        #expect(request.body == expected.body)
        for header in expected.headers { #expect(request.header(header.name) == header.value) }
    }

    @Test func dingtalkIsAskedAndItsAnswerRead() async throws {
        let (outcomes, request) = try await deliver { url in
            DingTalkRobot.Options(
                connection: HTTPConnection(
                    name: "d", url: .literal(url + "/robot/send?access_token=t"), timeout: .seconds(50)),
                secret: .literal("SEC0123456789abcdef"))
        } as: { (client, options) in
            try HTTPSink<DingTalkRobot>(options, client: client, file: { _, _ in [] }, now: { .test })
        } answering: { _ in
            [.answer(200, body: Array(#"{"errcode":130101,"errmsg":"send too fast"}"#.utf8))]
        }
        #expect(outcomes.map(\.shape) == [.retry(after: 600, .sink)])
        #expect(
            request.head.hasPrefix(
                "POST /robot/send?access_token=t&timestamp=1772356560000&sign=juIOaeTBqDiorTwRJpvXc6b%2BTEYl5ezm27ghSv34ngk%3D HTTP/1.1\r\n"
            ))
    }

    private func deliver<Options>(
        _ options: (String) -> Options, as make: (any HTTPClient, Options) throws -> any Sink,
        answering script: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step]
    ) async throws -> (outcomes: [Outcome], request: ScriptedServer.Request) {
        let server = try ScriptedServer(script)
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(userAgent: "checkbridge"))
        async let _: Void = transport.run()
        let outcomes = try await make(transport, options(server.url)).outcomes(of: [.sample(.opened)])
        let request = try #require(server.requests.first)
        return (outcomes, request)
    }
}
