import Bridge
import BridgeCore
import Console
import Logging
import TestSupport

/// A console over a real store with a past: three sources, three sinks, and whatever a test lets happen to them.
struct PageFixture {
    static let token = "a-token-that-is-long-enough"
    var settings = ConsoleSettings(host: "127.0.0.1", port: 0, token: .literal(token))
    /// What the sinks answer; those that are not named take everything.
    var outcomes: [String: Outcome] = [:]
    let clock = RunningClock()
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The parts of a running bridge that a test moves.
    struct Stage: Sendable {
        var console: Console
        var bridge: WatchedBridge
        var clock: RunningClock
        fileprivate var router: Router
        fileprivate var observer: BridgeObservers
    }

    /// Calls `body` while the bridge runs.
    func run<Value: Sendable>(_ body: @Sendable (Stage) async throws -> Value) async throws -> Value {
        let stage = try await stage()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await stage.bridge.store.run() }
            group.addTask { await stage.bridge.deliverer.run() }
            let value = try await body(stage)
            await stage.bridge.deliverer.abandon()
            await stage.bridge.store.close()
            group.cancelAll()
            return value
        }
    }

    /// Calls `body` with the port while the bridge runs and serves.
    func serve<Value: Sendable>(_ body: @Sendable (Int, Stage) async throws -> Value) async throws -> Value {
        try await run { stage in
            let (ports, ready) = AsyncStream<Int>.makeStream()
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await stage.console.run { ready.yield($0) }
                    ready.finish()
                }
                guard let port = await ports.first(where: { _ in true }) else { throw NoPort() }
                let value = try await body(port, stage)
                group.cancelAll()
                return value
            }
        }
    }

    struct NoPort: Error {}

    static let sources = [
        SourceIdentity(name: "prod-risk", account: "prod", region: "cn-hangzhou", kind: .riskCheck),
        SourceIdentity(name: "prod-acl", account: "prod", region: "cn-hangzhou", kind: .aclCheck),
        SourceIdentity(name: "intl-risk", account: "intl", region: "ap-southeast-1", kind: .riskCheck),
    ]

    private static let sinks = [
        SinkTraits(
            name: "sec-slack", type: "slack", endpoint: "https://hooks.slack.com/***", destination: "1", isChat: true),
        SinkTraits(
            name: "sec-ding", type: "dingtalk", endpoint: "https://oapi.dingtalk.com/***", destination: "2",
            isChat: true),
        SinkTraits(name: "siem", type: "webhook", endpoint: "https://siem.example/***", destination: "3"),
    ]

    private func stage() async throws -> Stage {
        let random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let polls = PollBook(sources: Self.sources.map(\.name), now: { [clock] in clock.now() })
        let book = DeliveryBook(sinks: Self.sinks.map(\.name), now: { [clock] in clock.now() })
        let changes = ChangeFeed()
        let observer = BridgeObservers([polls, book, changes])
        let store = try await CursorStore(
            nil, on: FileDisk(StateFolder(folder.path("state"))), time: clock, random: random, observer: observer,
            log: log)
        let router = Router(root: Route(sinks: Self.sinks.map(\.name)))
        let deliverer = Deliverer(
            Self.sinks.map {
                Deliverer.Destination(sink: AnsweringSink(outcome: outcomes[$0.name] ?? .delivered), traits: $0)
            }, from: store, router: router, time: clock, random: random, log: log, observer: observer)
        let watched = Self.sources.map {
            WatchedSource(
                source: UnaskedSource(name: $0.name), identity: $0, policy: PollPolicy(), every: .seconds(300))
        }
        let bridge = WatchedBridge(
            store: store, deliverer: deliverer,
            controller: Controller(store, sinks: Set(Self.sinks.map(\.name)), deliverer: deliverer),
            liveness: Liveness(polls: PollWatch(watched, time: clock), store: store, deliverer: deliverer, time: clock),
            polls: polls, deliveries: book, changes: changes, sources: watched, sinks: Self.sinks, time: clock)
        let operations = ConsoleOperations(
            version: "1.2.3", started: clock.now(), reloads: ReloadLedger(start: clock.now()), reload: { [] },
            logLevel: { "info" }, setLogLevel: { _ in true })
        let console = Console(
            settings, over: bridge, operations, registry: MetricsRegistry(MetricFamily.counted),
            file: { _, _ in throw NoPort() }, random: { 7 }, log: log)
        return Stage(console: console, bridge: bridge, clock: clock, router: router, observer: observer)
    }
}

extension PageFixture.Stage {
    /// One finding as an answer has it.
    struct Check: Sendable {
        var id: String
        var title: String
        var status: String
        var severity: Severity
        var affected: Int32 = 1
        var details = "{}"
        var url: String?
    }

    /// A complete answer of `source` comes, and is committed.
    func poll(
        _ source: String, _ checks: [Check], part: Scope.Part = .riskChecks, took: Duration = .milliseconds(412)
    ) async throws {
        guard let identity = PageFixture.sources.first(where: { $0.name == source }) else { return }
        let scope = Scope(source: source, part: part)
        var builder = SnapshotBuilder(
            scope: scope, known: await bridge.store.findings(of: source)[scope] ?? FindingTable())
        for check in checks {
            builder.add(
                id: check.id, status: check.status, severity: check.severity, affected: check.affected
            ) {
                FindingDescription(
                    title: check.title, category: "Identity permission", assetType: "ECS", url: check.url,
                    details: Array(check.details.utf8))
            }
        }
        let snapshot = builder.snapshot(.complete)
        bridge.polls.observe(.pollBegan(source: source))
        try await bridge.store.commit { [router] (cursor, now) throws(SourceError) in
            try cursor.advance(
                by: Poll(accountID: identity.account, snapshots: [snapshot]), of: identity, under: PollPolicy(),
                router: router, at: now)
        }
        observer.observe(.pollEnded(source: source, .answered(complete: true, failure: nil), took: took))
    }

    /// A poll of `source` fails for the third time.
    func fail(_ source: String, _ error: SourceError) async throws {
        guard let identity = PageFixture.sources.first(where: { $0.name == source }) else { return }
        try await bridge.store.commit { [router] cursor, now in
            cursor.advance(
                to: .failing(error, failures: 3, since: now + .seconds(-900)), of: identity, under: PollPolicy(),
                router: router, at: now)
        }
        observer.observe(.pollEnded(source: source, .failed(error), took: .seconds(1)))
    }

    /// Waits until nothing is under way any more.
    func settle() async -> Bool {
        await eventually {
            let waits = await bridge.store.read { CursorTotals($0) }.sinks.values.contains { $0.owed > 0 }
            return !waits
        }
    }
}

/// Real time, moved into the past of a story and forward through it.
final class RunningClock: TimeSource {
    private let system = SystemTime()
    private let moved = Moved()
    private static let start = Timestamp(seconds: 1_767_323_045)

    func move(_ duration: Duration) { moved.add(duration) }
    func now() -> Timestamp { Self.start + uptime() }
    func uptime() -> Duration { system.uptime() + moved.sum }
    func sleep(for duration: Duration) async throws { try await system.sleep(for: duration) }
}

private struct UnaskedSource: Source {
    let name: String
    func poll(knowing known: [Scope: FindingTable]) async throws -> Poll { Poll(snapshots: []) }
}

/// Answers everything alike.
private struct AnsweringSink: Sink {
    let outcome: Outcome

    func deliver(_ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void) async {
        await report(deliveries.indices.map { DeliveryReport(index: $0, outcome: outcome) })
    }
}
