import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPTransportErrorTests {
    /// What a server does, and what that is called.
    struct Misbehaviour: CustomTestStringConvertible, Sendable {
        let name: String
        let steps: [ScriptedServer.Step]
        var options = HTTPOptions(timeout: .seconds(5))
        let isExpected: @Sendable (HTTPTransportError) -> Bool
        var testDescription: String { name }
    }

    static let misbehaviours = [
        Misbehaviour(name: "empty reply", steps: [.close]) { $0.isInterrupted },
        Misbehaviour(name: "reset before the answer", steps: [.reset]) { $0.isInterrupted },
        Misbehaviour(name: "reset mid-body", steps: [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"), .reset]) {
            $0.isInterrupted
        },
        Misbehaviour(name: "partial body", steps: [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"), .close]) {
            $0.isInterrupted
        },
        Misbehaviour(
            name: "partial chunk",
            steps: [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab"), .close]
        ) { $0.isInterrupted },
        Misbehaviour(name: "garbage", steps: [.send("\u{1}\u{2} no HTTP at all\r\n\r\n"), .close]) { $0.isMalformed },
        Misbehaviour(
            name: "not the gzip it claims",
            steps: [.answer(200, headers: ["Content-Encoding: gzip"], body: Array("plain".utf8))]
        ) { $0.isMalformed },
        Misbehaviour(name: "silence", steps: [.stall], options: HTTPOptions(timeout: .seconds(2))) {
            $0 == .timeout(connecting: false)
        },
        Misbehaviour(
            name: "large body",
            steps: [.answer(200, body: [UInt8](repeating: 1, count: 1001))],
            options: HTTPOptions(maxBodyBytes: 1000)
        ) { $0 == .bodyTooLarge(limit: 1000) },
        Misbehaviour(
            name: "gzip bomb",
            steps: [.answer(200, headers: ["Content-Encoding: gzip"], body: Gzip.bomb)],
            options: HTTPOptions(maxBodyBytes: 100_000)
        ) { $0 == .bodyTooLarge(limit: 100_000) },
        Misbehaviour(
            name: "many headers",
            steps: [
                .answer(200, headers: Array(repeating: "X-Filler: \(String(repeating: "x", count: 1000))", count: 70))
            ]
        ) { $0 == .headersTooLarge(limit: 65536) },
        Misbehaviour(
            name: "one endless header",
            steps: [.send("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 200_000))]
        ) { $0.isMalformed },
    ]

    @Test(arguments: misbehaviours)
    func namesWhatTheServerDidWithoutSecrets(_ misbehaviour: Misbehaviour) async throws {
        try await withTransport { _ in
            misbehaviour.steps
        } _: { transport, server in
            let url = "http://us3r:passw0rd@127.0.0.1:\(server.port)"
            let failure = await transport.failure(of: .withSecrets(url, options: misbehaviour.options))
            let error = try #require(failure)
            #expect(misbehaviour.isExpected(error), "\(error)")
            expectNoSecret(in: error)
        }
    }

    @Test func aBodyOfExactlyTheLimitIsTaken() async throws {
        let body = [UInt8](repeating: 1, count: 1000)
        try await withTransport { _ in
            [.answer(200, body: body)]
        } _: { transport, server in
            let response = try await transport.execute(.to(server.url, options: HTTPOptions(maxBodyBytes: 1000)))
            #expect(response.body == body)
        }
    }

    /// What fails before any server is reached.
    struct Unreachable: CustomTestStringConvertible, Sendable {
        let url: String
        var options = HTTPOptions()
        let isExpected: @Sendable (HTTPTransportError) -> Bool
        var testDescription: String { "\(url) \(options.proxy ?? "")" }
    }

    static let unreachables = [
        Unreachable(url: "http://127.0.0.1:1") { if case .connect = $0 { true } else { false } },
        Unreachable(url: "http://x.invalid") { if case .resolve = $0 { true } else { false } },
        Unreachable(url: "http://us3r:passw0rd@x.invalid") { if case .resolve = $0 { true } else { false } },
        Unreachable(url: "file://") { $0.isInvalid },
        Unreachable(url: "ftp://127.0.0.1") { $0.isInvalid },
        Unreachable(url: "us3r:passw0rd@127.0.0.1") { $0.isInvalid },
        Unreachable(url: "http://127.0.0.1:99999") { $0.isInvalid },
        Unreachable(url: "http://127.0.0.1\r\nX: y") { $0.isInvalid },
        Unreachable(url: "http://127.0.0.1", options: HTTPOptions(proxy: "http://us3r:passw0rd@127.0.0.1:1/s3cret")) {
            if case .connect = $0 { true } else { false }
        },
        Unreachable(url: "http://127.0.0.1", options: HTTPOptions(proxy: "odd://us3r:passw0rd@127.0.0.1/s3cret")) {
            if case .connect = $0 { true } else { false }
        },
    ]

    @Test(arguments: unreachables)
    func namesWhyNobodyWasReachedWithoutSecrets(_ unreachable: Unreachable) async throws {
        try await withTransport { _ in
            []
        } _: { transport, _ in
            let failure = await transport.failure(of: .withSecrets(unreachable.url, options: unreachable.options))
            let error = try #require(failure)
            #expect(unreachable.isExpected(error), "\(error)")
            expectNoSecret(in: error)
        }
    }

    @Test(arguments: [
        HTTPHeader(name: "X-A", value: "s3cret\r\nX-B: 1"), HTTPHeader(name: "X-A", value: "s3cret\n"),
        HTTPHeader(name: "X-A", value: "s3cret\0"), HTTPHeader(name: "X-A\r\nX-B", value: "s3cret"),
        HTTPHeader(name: "X A", value: "s3cret"), HTTPHeader(name: "", value: "s3cret"),
        HTTPHeader(name: "content-length", value: "s3cret"), HTTPHeader(name: "Transfer-Encoding", value: "s3cret"),
    ])
    func aHeaderThatIsNotOneIsRefusedUnsent(header: HTTPHeader) async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            let failure = await transport.failure(of: .to(server.url, .post, headers: [header], body: [1]))
            let error = try #require(failure)
            #expect(error.isInvalid)
            #expect(!"\(error)".contains("s3cret"))
            #expect(server.connectionCount == 0)
        }
    }

    private func expectNoSecret(in error: HTTPTransportError) {
        var dumped = ""
        dump(error, to: &dumped)
        for text in ["\(error)", String(reflecting: error), dumped] {
            for secret in ["us3r", "passw0rd", "s3cret", "t0ken", "h3ader"] {
                #expect(!text.contains(secret), "\(text)")
            }
        }
    }
}

extension HTTPRequest {
    /// A secret in every place that can hold one.
    fileprivate static func withSecrets(_ url: String, options: HTTPOptions) -> HTTPRequest {
        var request = HTTPRequest.to(
            url + "/s3cret?key=t0ken",
            .post,
            headers: [HTTPHeader(name: "Authorization", value: "Bearer h3ader")],
            body: Array("s3cret".utf8),
            options: options
        )
        request.options.ignoresEnvironmentProxy = true
        return request
    }
}

extension HTTPTransportError {
    fileprivate var isInterrupted: Bool { if case .interrupted = self { true } else { false } }
    fileprivate var isMalformed: Bool { if case .malformedResponse = self { true } else { false } }
    fileprivate var isInvalid: Bool { if case .invalidRequest = self { true } else { false } }
}
