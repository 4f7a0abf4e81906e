import CCurl
import TestSupport
import Testing

@testable import HTTPTransport

/// The guard where it stands: at libcurl's sockets.
@Suite(.timeLimit(.minutes(1))) struct EgressGuardTests {
    private static let nothing = EgressPolicy(deny: .loopback)

    private func options(_ egress: EgressPolicy?, proxy: String? = nil) -> HTTPOptions {
        HTTPOptions(proxy: proxy, egress: egress)
    }

    private func refused(_ error: HTTPTransportError?) -> EgressRefusal? {
        if case .refused(let refusal)? = error { refusal } else { nil }
    }

    @Test(arguments: [
        "http://169.254.169.254/latest", "http://2852039166/", "http://0251.0376.0251.0376/", "http://0xA9FEA9FE/",
        "http://[::ffff:169.254.169.254]/", "http://[64:ff9b::a9fe:a9fe]/",
    ])
    func anAddressInTheURLIsRefusedHoweverItIsSpelt(url: String) async throws {
        try await withTransport({ _ in [.answer(200)] }) { transport, _ in
            let error = await transport.failure(of: .to(url, options: options(EgressPolicy())))
            let refusal = try #require(refused(error))
            #expect(refusal.reason == .reserved(.linkLocal))
            #expect(refusal.isWritten)
        }
    }

    @Test func itIsRefusedThroughAProxyToo() async throws {
        try await withTransport({ _ in [.answer(200)] }) { transport, proxy in
            let options = options(EgressPolicy(), proxy: proxy.url)
            let error = await transport.failure(of: .to("http://100.100.100.200/", options: options))
            #expect(refused(error)?.reason == .reserved(.metadata))
            #expect(proxy.connectionCount == 0)
            // What the proxy makes of a name is not known here.
            #expect(await transport.failure(of: .to("http://siem.example/", options: options)) == nil)
        }
    }

    @Test func theProxysOwnAddressIsJudged() async throws {
        try await withTransport({ _ in [.answer(200)] }) { transport, proxy in
            let options = options(Self.nothing, proxy: proxy.url)
            let error = await transport.failure(of: .to("http://siem.example/", options: options))
            #expect(refused(error)?.address == "127.0.0.1")
            #expect(proxy.connectionCount == 0)
        }
    }

    @Test func aNameIsJudgedByWhatItIsResolvedTo() async throws {
        try await withTransport({ _ in [.answer(200)] }) { transport, server in
            let url = "http://localhost:\(server.port)/"
            let error = await transport.failure(of: .to(url, options: options(Self.nothing)))
            let refusal = try #require(refused(error))
            #expect(["127.0.0.1", "::1"].contains(refusal.address))
            #expect(!refusal.isWritten)
            #expect(server.connectionCount == 0)
            #expect(await transport.failure(of: .to(url, options: options(EgressPolicy()))) == nil)
        }
    }

    @Test func aConnectionThatIsThereIsJudgedBeforeItIsUsedAgain() async throws {
        try await withTransport({ _ in [.answer(200)] }) { transport, server in
            let url = "http://localhost:\(server.port)/"
            #expect(await transport.failure(of: .to(url, options: options(nil))) == nil)
            #expect(
                refused(await transport.failure(of: .to(url, options: options(Self.nothing))))?.address == "127.0.0.1")
            #expect(server.requests.count == 1)
            #expect(await transport.failure(of: .to(url, options: options(EgressPolicy()))) == nil)
        }
    }

    @Test func aHandleThatWasRefusedIsGoodForTheNextRequest() async throws {
        try await withTransport({ _ in [.answer(200)] }) { transport, server in
            let options = options(EgressPolicy())
            #expect(refused(await transport.failure(of: .to("http://169.254.169.254/", options: options))) != nil)
            #expect(await transport.failure(of: .to(server.url, options: options)) == nil)
            guard case .connect = await transport.failure(of: .to("http://127.0.0.1:1/", options: options)) else {
                _ = Issue.record("a port where nobody listens is no refusal")
                return
            }
        }
    }

    @Test func withoutAPolicyNothingIsJudged() async throws {
        try await withTransport({ _ in [.answer(200)] }) { transport, server in
            let options = HTTPOptions(proxy: server.url)
            #expect(await transport.failure(of: .to("http://100.100.100.200/", options: options)) == nil)
        }
    }

    @Test func theProberIsGuardedToo() async throws {
        let server = try ScriptedServer { _ in [.answer(200)] }
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(userAgent: "tests"))
        var options = options(Self.nothing)
        options.ignoresEnvironmentProxy = true
        for url in ["http://localhost:\(server.port)/", server.url] {
            await #expect(throws: HTTPTransportError.self) { try await transport.connect(to: url, options: options) }
        }
        #expect(server.connectionCount == 0)
    }
}

/// One handle and answers of the DNS that are made up, because no name can be made to resolve to whatever a test needs.
@Suite(.timeLimit(.minutes(1))) struct EgressRebindingTests {
    private let server: ScriptedServer
    private let guardian = EgressGuard(EgressPolicy())

    init() throws {
        server = try ScriptedServer { _ in [.answer(200), .close] }
    }

    /// Asks for `http://rebind.example`, once for each of `answers`: the addresses that it is resolved to then.
    private func codes(_ answers: [String]) throws -> [CURLcode] {
        let pointer = try #require(curl_easy_init())
        defer { withExtendedLifetime(guardian) { curl_easy_cleanup(pointer) } }
        let easy = EasyHandle(pointer: pointer)
        try easy.configure(HTTPOptions(timeout: .seconds(10), ignoresEnvironmentProxy: true), .init(userAgent: "tests"))
        try easy.connect(guardian)
        try easy.set(CURLOPT_URL, to: "http://rebind.example:\(server.port)/")
        try easy.set(CURLOPT_NOBODY, to: 1)
        return try answers.map { answer in
            let resolve = HeaderList(["-rebind.example:\(server.port)", "rebind.example:\(server.port):\(answer)"])
            let list = try #require(resolve)
            defer { list.free() }
            try easy.set(CURLOPT_RESOLVE, to: UnsafeMutableRawPointer(list.first))
            guardian.reset()
            return curl_easy_perform(pointer)
        }
    }

    @Test func anAnswerThatChangesIsJudgedAnewEachTime() throws {
        defer { server.stop() }
        #expect(try codes(["127.0.0.1", "169.254.169.254"]) == [CURLE_OK, CURLE_COULDNT_CONNECT])
        #expect(guardian.refusal == EgressRefusal(address: "169.254.169.254", reason: .reserved(.linkLocal)))
        #expect(server.connectionCount == 1)
    }

    @Test(arguments: [
        "169.254.169.254,127.0.0.1", "[fe80::1],100.100.100.200,127.0.0.1", "[::ffff:100.100.100.200],127.0.0.1",
    ])
    func ofSeveralAddressesOnlyThoseAreTriedThatMayBe(answer: String) throws {
        defer { server.stop() }
        #expect(try codes([answer]) == [CURLE_OK])
        #expect(guardian.refusal == nil)
        #expect(server.connectionCount == 1)
    }

    @Test func ifNoneMayBeNothingIsConnectedTo() throws {
        defer { server.stop() }
        #expect(try codes(["[fd00:ec2::254],100.100.100.200"]) == [CURLE_COULDNT_CONNECT])
        #expect(guardian.refusal?.reason == .reserved(.metadata))
    }
}
