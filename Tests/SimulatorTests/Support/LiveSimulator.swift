import AlibabaCloud
import BridgeCore
import HTTPTransport
import Logging
import Simulator
import Synchronization

/// A simulator that listens on loopback, and a client for it.
struct LiveSimulator: Sendable {
    let simulator: Simulator
    let transport: CurlTransport
    let port: Int
    private let nonces = Chance()

    /// A number that never comes again.
    final class Chance: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock {
                $0 += 1
                return $0
            }
        }
    }

    private init(_ simulator: Simulator, _ transport: CurlTransport, port: Int) {
        (self.simulator, self.transport, self.port) = (simulator, transport, port)
    }

    static func run(_ body: @Sendable (LiveSimulator) async throws -> Void) async throws {
        let simulator = Simulator(Simulation(.standard(at: .noon))) { .noon }
        let transport = try CurlTransport(configuration: .init(userAgent: "test"))
        var logger = Logger(label: "simulator")
        logger.logLevel = .critical
        let server = SimulatorServer(simulator, logger: logger)
        let (ports, ready) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await transport.run() }
            group.addTask {
                defer { ready.finish() }
                try await server.run { ready.yield($0) }
            }
            for await port in ports {
                do { try await body(LiveSimulator(simulator, transport, port: port)) } catch {
                    group.cancelAll()
                    throw error
                }
                break
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    func riskChecks(
        key: AccessKey = .simulated, timeout: Duration = .seconds(10)
    ) async throws -> HTTPResponse {
        let received = Caller.request(
            "DescribeRiskCheckResult", [QueryParameter("Lang", "en"), QueryParameter("PageSize", "100")], method: .post,
            key: key, now: .noon, nonce: "live-\(nonces.next())", host: "127.0.0.1:\(port)")
        return try await transport.execute(
            HTTPRequest(
                method: .post, url: "http://127.0.0.1:\(port)/?Lang=en&PageSize=100",
                headers: received.headers.filter { $0.name != "host" }, options: HTTPOptions(timeout: timeout)))
    }

    func post(_ path: String, _ body: String) async throws -> HTTPResponse {
        try await transport.execute(
            HTTPRequest(
                method: .post, url: "http://127.0.0.1:\(port)\(path)",
                headers: [HTTPHeader(name: "Content-Type", value: "application/json")], body: Array(body.utf8)))
    }
}
