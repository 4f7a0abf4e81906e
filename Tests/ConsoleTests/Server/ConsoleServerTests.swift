import BridgeCore
import Console
import HTTPTransport
import TestSupport
import Testing

/// The console over real connections.
@Suite(.timeLimit(.minutes(2)))
struct ConsoleServerTests {
    private let fixture: ConsoleFixture

    init() throws {
        fixture = try ConsoleFixture()
    }

    private func send(_ requests: HTTPRequest...) async throws -> [HTTPResponse] {
        let transport = try CurlTransport(configuration: .init(userAgent: "test"))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await transport.run() }
            defer { group.cancelAll() }
            var responses: [HTTPResponse] = []
            for request in requests { responses.append(try await transport.execute(request)) }
            return responses
        }
    }

    @Test func itServes() async throws {
        let (health, findings) = try await fixture.serve { port in
            let answers = try await send(
                HTTPRequest(method: .get, url: "http://127.0.0.1:\(port)/healthz"),
                HTTPRequest(method: .get, url: "http://127.0.0.1:\(port)/api/v1/findings?state=open&limit=1"))
            return (answers[0], answers[1])
        }
        #expect(health.status == 200)
        #expect(health.body == Array("ok\n".utf8))
        #expect(health.value(of: "x-content-type-options") == "nosniff")
        #expect(try JSONValue(parsing: findings.body)["items"]?.array?.count == 1)
    }

    @Test func whatIsTooLargeIsRefused() async throws {
        try await fixture.serve { port in
            let url = "http://127.0.0.1:\(port)/api/v1/log-level"
            let body = [UInt8](repeating: 0x20, count: 70_000)
            let answers = try await send(
                HTTPRequest(method: .put, url: url, body: body),
                HTTPRequest(
                    method: .get, url: url, headers: [.init(name: "X", value: String(repeating: "a", count: 9000))]),
                HTTPRequest(method: .get, url: url + "?" + String(repeating: "a", count: 20_000)),
                HTTPRequest(method: .get, url: url))
            #expect(answers.map(\.status) == [413, 400, 400, 200])
        }
    }

    @Test func aMethodThatNobodyKnowsIsRefused() async throws {
        try await fixture.serve { port in
            let url = "http://127.0.0.1:\(port)/healthz"
            let answers = try await send(
                HTTPRequest(method: .delete, url: url), HTTPRequest(method: .post, url: url))
            #expect(answers.map(\.status) == [501, 405])
            #expect(answers[1].value(of: "allow") == "GET")
        }
    }

    @Test func anotherNameOfThisMachineIsRefused() async throws {
        try await fixture.serve { port in
            let url = "http://127.0.0.1:\(port)/healthz"
            let answers = try await send(
                HTTPRequest(method: .get, url: url, headers: [.init(name: "Host", value: "evil.example")]))
            #expect(answers.map(\.status) == [421])
        }
    }

    /// More connections than there is room for wait, and are served when those before them are gone.
    @Test func connectionsThatSayNothingAreClosed() async throws {
        try await fixture.serve { port in
            let silent = (0..<70).map { _ in ClientSocket(port: port, sending: "GET /he") }
            #expect(silent.allSatisfy { $0.isOpen })
            let answers = try await send(
                HTTPRequest(
                    method: .get, url: "http://127.0.0.1:\(port)/healthz",
                    options: HTTPOptions(connectTimeout: .seconds(60), timeout: .seconds(60))))
            #expect(answers.map(\.status) == [200])
        }
    }

    @Test func anAddressThatIsTakenIsNoReasonToEnd() async throws {
        try await fixture.serve { port in
            var second = try ConsoleFixture()
            second.settings.port = port
            await #expect(throws: (any Error).self) { try await second.serve { _ in } }
        }
    }
}
