import AlibabaCloud
import Bridge
import BridgeCore
import Glibc
import HTTPTransport
import Logging
import Synchronization

/// Polls of the same findings on the product's own path, from request to commit; the last, which finds nothing new, is
/// measured.
struct PollBenchmark {
    /// Where each of the polls is answered, as `host:port`; at least two.
    let servers: [String]
    let folder: String
    private let time = SystemTime()
    private let router = Router(root: Route(sinks: []))
    private static let identity = SourceIdentity(
        name: "bench-acl", account: "bench", region: "cn-hangzhou", kind: .aclCheck)

    init(servers: [String], folder: String) {
        self.servers = servers
        self.folder = folder
    }

    func run() async throws {
        let disk = FileDisk(try StateFolder(folder))
        let store = try await CursorStore(nil, on: disk, time: time, random: benchRandom, log: .quiet)
        let transport = try CurlTransport(configuration: .init(userAgent: "checkbridge-bench"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await transport.run() }
            group.addTask { await store.run() }
            try await measure(store, transport)
            await store.close()
            group.cancelAll()
        }
    }

    private func measure(_ store: CursorStore, _ transport: CurlTransport) async throws {
        for (number, server) in servers.enumerated() {
            // Polls are minutes apart: the checkpoint that the first one leads to is not the second one's work.
            if number > 0 { try await Task.sleep(for: .seconds(2)) }
            let before = ProcessUsage.now()
            let start = ContinuousClock.now
            let changes = try await poll(source(at: server, over: transport), into: store)
            let seconds = (ContinuousClock.now - start).inSeconds
            let after = ProcessUsage.now()
            guard number == servers.count - 1 else { continue }
            report("seconds", seconds)
            report("cpu_seconds", (after.processor - before.processor).inSeconds)
            report("rss", after.resident)
            report("peak_rss", after.peakResident)
            report("findings", await store.findings(of: Self.identity.name).values.reduce(0) { $0 + $1.count })
            report("changes", changes)
        }
    }

    private func source(at server: String, over transport: CurlTransport) throws -> AclCheckSource {
        guard let endpoint = Endpoint(parsing: "http://\(server)") else { throw Bench.Usage() }
        let client = APIClient(
            account: "bench", endpoints: Endpoints(region: "cn-hangzhou", overrides: [.cloudFirewall: endpoint]),
            credentials: StaticCredentials(
                accessKeyID: .literal("LTAI5tSimulatedKey000001"),
                accessKeySecret: .literal("simulated-access-key-secret-01"), file: { _, _ in throw Bench.Usage() }),
            http: transport, limiter: RateLimiter(perSecond: 1_000_000), surroundings: .ofTheMachine())
        return AclCheckSource(
            name: Self.identity.name, client: client, options: AclCheckSource.Options(detailsAtBaseline: false))
    }

    /// - Returns: how many findings the poll showed otherwise than they were known.
    private func poll(_ source: AclCheckSource, into store: CursorStore) async throws -> Int {
        let poll = try await source.poll(knowing: store.findings(of: source.name))
        let isWhole = poll.failures.isEmpty && poll.snapshots.allSatisfy { $0.completeness == .complete }
        guard isWhole else { throw Incomplete() }
        let changes = poll.snapshots.reduce(0) { $0 + $1.changed.count }
        var policy = PollPolicy()
        policy.baseline = .silent
        let settings = policy
        let answer = Mutex<Poll?>(consume poll)
        _ = try await store.commit { (cursor, now) throws(SourceError) in
            let poll = answer.withLock { $0.take() } ?? Poll(snapshots: [])
            return try cursor.advance(by: poll, of: Self.identity, under: settings, router: router, at: now)
        }
        return changes
    }

    private struct Incomplete: Error {}
}
