import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct CurlTransportTests {
    @Test(arguments: [HTTPRequest.Method.post, .put, .patch, .delete])
    func sendsMethodHeadersAndBodyAsGiven(method: HTTPRequest.Method) async throws {
        try await withTransport {
            [.answer(200, body: $0.body)]
        } _: { transport, server in
            let headers = [HTTPHeader(name: "X-One", value: "1"), HTTPHeader(name: "X-Empty", value: "")]
            let body = Array("a\0b\r\n".utf8)
            let response = try await transport.execute(
                .to(server.url + "/a/../b?c=%20d", method, headers: headers, body: body)
            )
            let request = try #require(server.requests.first)
            #expect(request.head.hasPrefix("\(method.rawValue) /a/../b?c=%20d HTTP/1.1\r\n"))
            #expect(request.header("X-One") == "1")
            #expect(request.header("X-Empty") == "")
            #expect(request.body == body)
            #expect(response.body == body)
        }
    }

    @Test func getSendsNoBodyAndOnlyTheHeadersItShould() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            _ = try await transport.execute(.to(server.url + "/x"))
            #expect(
                server.requests.map(\.head) == [
                    "GET /x HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nUser-Agent: transport-tests\r\n"
                        + "Accept: */*\r\nAccept-Encoding: gzip\r\n\r\n"
                ]
            )
        }
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch])
    func aMissingBodyIsAnnouncedAsEmptyWithoutAType(method: HTTPRequest.Method) async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            _ = try await transport.execute(.to(server.url, method))
            let request = try #require(server.requests.first)
            #expect(request.header("Content-Length") == "0")
            #expect(request.header("Content-Type") == nil)
        }
    }

    @Test func aLargeBodyIsSentWithoutAskingFirst() async throws {
        try await withTransport {
            [.answer(200, body: Array("\($0.body.count)".utf8))]
        } _: { transport, server in
            let body = [UInt8](repeating: 7, count: 300_000)
            let response = try await transport.execute(.to(server.url, .post, body: body))
            #expect(response.body == Array("300000".utf8))
            #expect(server.requests.first?.header("Expect") == nil)
        }
    }

    @Test func aHandleUsedAgainKeepsNothingOfTheRequestBefore() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            let header = HTTPHeader(name: "X-Token", value: "secret")
            _ = try await transport.execute(.to(server.url, .post, headers: [header], body: [1, 2, 3]))
            _ = try await transport.execute(.to(server.url))
            let second = try #require(server.requests.last)
            #expect(second.head.hasPrefix("GET "))
            #expect(second.header("X-Token") == nil)
            #expect(second.header("Content-Length") == nil)
        }
    }

    @Test func aRequestsOwnUserAgentAndTypeReplaceTheDefaults() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            let headers = [("User-Agent", "mine"), ("Content-Type", "application/json")].map(HTTPHeader.init)
            _ = try await transport.execute(.to(server.url, .post, headers: headers, body: []))
            let request = try #require(server.requests.first)
            #expect(request.header("User-Agent") == "mine")
            #expect(request.header("Content-Type") == "application/json")
        }
    }

    @Test(arguments: [200, 204, 301, 304, 400, 401, 404, 429, 500, 503])
    func everyStatusIsAResponse(status: Int) async throws {
        try await withTransport { _ in
            [.answer(status)]
        } _: { transport, server in
            let response = try await transport.execute(.to(server.url))
            #expect(response.status == status)
        }
    }

    @Test func aRedirectIsNotFollowed() async throws {
        try await withTransport { _ in
            [.answer(302, headers: ["Location: /elsewhere"])]
        } _: { transport, server in
            let response = try await transport.execute(.to(server.url))
            #expect(response.value(of: "location") == "/elsewhere")
            #expect(server.requests.count == 1)
        }
    }

    @Test func headersOfAnInterimAnswerAreNotThoseOfTheLast() async throws {
        try await withTransport { _ in
            [
                .send("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"),
                .answer(200, headers: ["X-Late: 2", "x-late: 3"]),
            ]
        } _: { transport, server in
            let response = try await transport.execute(.to(server.url))
            #expect(response.value(of: "X-Early") == nil)
            #expect(response.value(of: "x-LATE") == "2")
        }
    }

    @Test func gzipIsDecoded() async throws {
        try await withTransport { _ in
            [.answer(200, headers: ["Content-Encoding: gzip"], body: Gzip.hello)]
        } _: { transport, server in
            let response = try await transport.execute(.to(server.url))
            #expect(String(decoding: response.body, as: UTF8.self) == "hello, compressed world")
        }
    }

    @Test func twoHundredAtOnceAllComeBack() async throws {
        try await withTransport {
            [.answer(200, body: Array($0.target.utf8))]
        } _: { transport, server in
            let url = server.url
            let answers = await withTaskGroup(of: (Int, [UInt8]?).self) { group in
                for index in 0..<200 {
                    group.addTask { (index, try? await transport.execute(.to(url + "/\(index)")).body) }
                }
                return await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
            }
            #expect(answers == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, Array("/\($0)".utf8)) }))
        }
    }

    @Test func oneConnectionServesOneRequestAfterAnother() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            for _ in 0..<20 { _ = try await transport.execute(.to(server.url, .post, body: [1])) }
            #expect(server.connectionCount == 1)
        }
    }

    @Test func aConnectionClosedByTheServerIsReplaced() async throws {
        try await withTransport { _ in
            [.answer(200), .close]
        } _: { transport, server in
            for _ in 0..<5 { _ = try await transport.execute(.to(server.url)) }
            #expect(server.connectionCount == 5)
        }
    }

    @Test func noMoreTransfersAtOnceThanTheOptionsAllow() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            let requests = Array(
                repeating: HTTPRequest.to(server.url, options: HTTPOptions(maxConnections: 2)),
                count: 50
            )
            await transport.execute(requests) { _ in }
            #expect(server.requests.count == 50)
            #expect((1...2).contains(server.connectionCount))
        }
    }

    /// Cleartext has no multiplexing to wait for: a server silent on its first connection must not hold back the others.
    @Test func aSilentAnswerDoesNotHoldUpTheNextRequest() async throws {
        try await withTransport {
            $0.target == "/silent" ? [.stall] : [.answer(200)]
        } _: { transport, server in
            let url = server.url
            let silent = Task { await transport.failure(of: .to(url + "/silent")) }
            _ = await server.arrivals.first { _ in true }
            let response = try await transport.execute(.to(url + "/next"))
            #expect(response.status == 200)
            silent.cancel()
            #expect(await silent.value == .cancelled)
        }
    }

    @Test func atRestTheLoopStandsStill() async throws {
        try await withTransport { _ in
            [.answer(200)]
        } _: { transport, server in
            _ = try await transport.execute(.to(server.url))
            await transport.letTheLoopRun()
            let before = await transport.turns
            await transport.letTheLoopRun()
            #expect(await transport.turns == before)
        }
    }

    @Test func whileAServerIsSilentTheLoopSleeps() async throws {
        try await withTransport { _ in
            [.stall]
        } _: { transport, server in
            let waiting = Task { [url = server.url] in await transport.failure(of: .to(url)) }
            _ = await server.arrivals.first { _ in true }
            await transport.letTheLoopRun()
            let before = await transport.turns
            await transport.letTheLoopRun()
            // libcurl's own timers may be due a few times in between.
            #expect(await transport.turns - before < 10)
            waiting.cancel()
            #expect(await waiting.value == .cancelled)
        }
    }
}
