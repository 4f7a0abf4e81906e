import Bridge
import BridgeCore
import Console
import CoreMetrics
import HTTPTransport
import Logging
import Synchronization
import TestSupport

/// A console over a real store: two sources, two sinks, some findings, one dead letter.
struct ConsoleFixture {
    var settings = ConsoleSettings(host: "127.0.0.1", port: 0)
    let folder: TemporaryFolder
    let clock = ManualClock()
    let registry = MetricsRegistry(MetricFamily.counted)
    let asked = Asked()

    /// What the console asked of the program around it.
    final class Asked: Sendable {
        let level = Mutex("info")
        let problems = Mutex<[String]>([])
        let reloads = Mutex(0)
    }

    init() throws {
        folder = try TemporaryFolder()
    }

    static let token = "a-token-that-is-long-enough"

    /// The same with a token, and on an address that others reach if `isPublic`.
    func guarded(isPublic: Bool = false, opensMetrics: Bool = false) -> ConsoleFixture {
        var copy = self
        copy.settings = ConsoleSettings(
            host: isPublic ? "0.0.0.0" : "127.0.0.1", port: 0, token: .literal(Self.token), opensMetrics: opensMetrics)
        return copy
    }

    /// Calls `body` with the console and what it watches.
    func run<Value: Sendable>(_ body: @Sendable (Console, WatchedBridge) async throws -> Value) async throws -> Value {
        let random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let store = try await CursorStore(
            nil, on: FileDisk(StateFolder(folder.path("state"))), time: clock, random: random, log: log)
        let sources = [watched("risk"), watched("acl")]
        let traits = ["siem", "chat"].map {
            SinkTraits(name: $0, type: "webhook", endpoint: "https://\($0).example/***", destination: $0)
        }
        let deliverer = Deliverer(
            traits.map { Deliverer.Destination(sink: SilentSink(), traits: $0) }, from: store,
            router: Router(root: Route(sinks: ["siem"])), time: clock, random: random, log: log)
        let watch = PollWatch(sources, time: clock)
        let bridge = WatchedBridge(
            store: store, deliverer: deliverer,
            controller: Controller(store, sinks: ["siem", "chat"], deliverer: deliverer),
            liveness: Liveness(polls: watch, store: store, deliverer: deliverer, time: clock),
            polls: PollBook(sources: ["risk", "acl"], now: { [clock] in clock.now() }),
            deliveries: DeliveryBook(sinks: ["siem", "chat"], now: { [clock] in clock.now() }), changes: ChangeFeed(),
            sources: sources, sinks: traits, time: clock)
        let console = Console(
            settings, over: bridge, operations, registry: registry, file: { _, _ in throw NoFile() }, log: log)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.run() }
            try await fill(store)
            let value = try await body(console, bridge)
            await store.close()
            return value
        }
    }

    /// Serves on a port of this machine while `body` runs.
    func serve<Value: Sendable>(_ body: @Sendable (Int) async throws -> Value) async throws -> Value {
        try await run { console, _ in
            let (ports, ready) = AsyncStream<Int>.makeStream()
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await console.run { ready.yield($0) }
                    ready.finish()
                }
                guard let port = await ports.first(where: { _ in true }) else { throw NoFile() }
                let value = try await body(port)
                group.cancelAll()
                return value
            }
        }
    }

    private struct NoFile: Error {}

    private var operations: ConsoleOperations {
        ConsoleOperations(
            version: "1.2.3", started: clock.now(), reloads: ReloadLedger(start: clock.now()),
            reload: { [asked] in
                asked.reloads.withLock { $0 += 1 }
                return asked.problems.withLock { $0 }
            }, logLevel: { [asked] in asked.level.withLock { $0 } },
            setLogLevel: { [asked] level in
                guard ["info", "debug"].contains(level) else { return false }
                asked.level.withLock { $0 = level }
                return true
            })
    }

    private func watched(_ name: String) -> WatchedSource {
        let identity = SourceIdentity(name: name, account: "prod", region: "cn-hangzhou", kind: .riskCheck)
        return WatchedSource(
            source: SilentSource(name: name), identity: identity, policy: PollPolicy(), every: .seconds(60))
    }

    /// Five findings of `risk`, and an event for each that is open or unknown: the first is dead for `siem`, the second was tried.
    private func fill(_ store: CursorStore) async throws {
        let scope = Scope(source: "risk", part: .riskChecks)
        var policy = PollPolicy()
        policy.baseline = .emit
        let statuses = ["failed", "failed", "pass", "ignored", "odd"]
        var builder = SnapshotBuilder(scope: scope, known: FindingTable())
        for (index, status) in statuses.enumerated() {
            builder.add(id: "\(index)", status: status, severity: index == 0 ? .high : .low, affected: 1) {
                FindingDescription(title: "Title \(index)", category: "c", assetType: "ECS")
            }
        }
        let poll = Poll(accountID: "1234", snapshots: [builder.snapshot(.complete)])
        let commit = try Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c")).advance(
            by: poll, of: watched("risk").identity, under: policy,
            router: Router(root: Route(sinks: ["siem", "chat"])),
            at: clock.now())
        let letter = DeadLetter(reason: "410 gone", attempts: 3, at: clock.now())
        let tried = Attempts(count: 2, trying: .seconds(3), reason: "503 busy")
        try await store.note(
            commit.records + [
                .settled(sink: "siem", events: [1], .dead(letter)),
                .attempted(DeliveryKey(event: 2, sink: "siem"), tried),
            ], isUrgent: true)
    }
}

/// Is never asked.
private struct SilentSource: Source {
    let name: String
    func poll(knowing known: [Scope: FindingTable]) async throws -> Poll { Poll(snapshots: []) }
}

/// Is never told.
private struct SilentSink: Sink {
    func deliver(_ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void) async {}
}

extension Console {
    /// Asks as a program on this machine does.
    func get(_ target: String, _ headers: [String: String] = [:]) async -> Reply {
        await answer(ConsoleRequest(.get, target, host: "localhost:9652", headers: headers))
    }

    func send(
        _ method: ConsoleRequest.Method, _ target: String, _ body: String, _ headers: [String: String] = [:]
    ) async -> Reply {
        await answer(
            ConsoleRequest(method, target, host: "localhost:9652", headers: headers, body: Array(body.utf8)))
    }
}

extension Reply {
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
}

extension [String: String] {
    static var token: [String: String] { ["authorization": "Bearer \(ConsoleFixture.token)"] }
}
