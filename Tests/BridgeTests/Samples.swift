import Bridge
import BridgeCore
import Logging
import Synchronization
import TestSupport

extension Logger {
    /// Says nothing.
    static var silent: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}

extension OwedEvent {
    /// An event about the finding `finding`, owed to `sinks`.
    static func sample(_ number: UInt64, about finding: String = "1", to sinks: [String] = ["a"]) -> OwedEvent {
        let json = Array(#"{"specversion":"1.0","id":"e\#(number)","type":"t","source":"s","data":{}}"#.utf8)
        return OwedEvent(
            number: number, event: EncodedEvent(id: "e\(number)", json: json), order: OwedEvent.order(of: finding),
            sinks: sinks)
    }
}

extension SinkTraits {
    static func sample(_ name: String, to destination: String? = nil, rate: RateLimit? = nil) -> SinkTraits {
        SinkTraits(
            name: name, type: "webhook", endpoint: "https://\(name)/***", destination: destination ?? name, rate: rate)
    }
}

extension Router {
    /// Everything to all of `sinks`.
    static func all(_ sinks: String...) -> Router { Router(root: Route(sinks: sinks)) }
}

extension SourceIdentity {
    static let sample = SourceIdentity(name: "risk", account: "prod", region: "cn", kind: .riskCheck)
}

extension SourceError {
    static let sample = SourceError(
        reason: .unavailable, code: "timeout", message: "no answer", operation: "Describe", advice: "Wait.")
}

extension VirtualRun {
    /// A store on this run's disk, with what is there.
    func store(
        observer: any BridgeObserver = BridgeObservers(), _ change: (inout CursorStore.Limits) -> Void = { _ in }
    ) async throws -> CursorStore {
        var limits = CursorStore.Limits()
        change(&limits)
        let disk = disk.handle(of: Life(number: 0))
        return try await CursorStore(
            CursorFiles(on: disk).load(), on: disk, time: time, random: { [dice] in dice.next() }, limits: limits,
            observer: observer, log: .silent)
    }

    /// What a loss of power would leave.
    func reload() async throws -> Cursor? { try await CursorFiles(on: disk.durableCopy()).load()?.cursor }
}

/// Does what it is told with each delivery, and remembers their ids.
final class ScriptedSink: Sink {
    enum Answer: Sendable { case outcome(Outcome), hang }

    private let sent = Mutex<[String]>([])
    private let renewed = Mutex<[(at: Duration, memories: [String])]>([])
    private let answer: @Sendable (Delivery) -> Answer
    private let time: VirtualTime

    init(_ time: VirtualTime, _ answer: @escaping @Sendable (Delivery) -> Answer = { _ in .outcome(.delivered) }) {
        self.time = time
        self.answer = answer
    }

    var ids: [String] { sent.withLock { $0 } }

    /// What it was asked to tell again, and when.
    var renewals: [(at: Duration, memories: [String])] { renewed.withLock { $0 } }

    func renew(_ memories: [String]) async {
        renewed.withLock { $0.append((time.uptime(), memories)) }
    }

    func deliver(_ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void) async {
        for (index, delivery) in deliveries.enumerated() {
            sent.withLock { $0.append(delivery.id) }
            switch answer(delivery) {
            case .outcome(let outcome): await report([DeliveryReport(index: index, outcome: outcome)])
            case .hang:
                try? await time.sleep(for: .seconds(1_000_000))
                await report([DeliveryReport(index: index, outcome: .retry(reason: "cancelled"))])
            }
        }
    }
}

/// Answers each poll with what its script says for it; the last one for good.
final class ScriptedSource: Source {
    enum Answer: Sendable { case statuses([String: String]), error, hang }

    let name = "risk"
    private let script: [Answer]
    private let time: VirtualTime
    private let times = Mutex<[Duration]>([])
    private let takes: Duration

    init(_ time: VirtualTime, takes: Duration = .zero, _ script: Answer...) {
        self.time = time
        self.takes = takes
        self.script = script
    }

    /// When it was polled.
    var polls: [Duration] { times.withLock { $0 } }

    func poll(knowing known: [Scope: FindingTable]) async throws -> Poll {
        let number = times.withLock { times in
            times.append(time.uptime())
            return times.count - 1
        }
        if takes > .zero { try await time.sleep(for: takes) }
        switch script[min(number, script.count - 1)] {
        case .error: throw SourceError.sample
        case .hang: try await time.sleep(for: .seconds(1_000_000))
        case .statuses(let statuses): return Poll(snapshots: [snapshot(statuses, known)])
        }
        return Poll(snapshots: [])
    }

    private func snapshot(_ statuses: [String: String], _ known: [Scope: FindingTable]) -> Snapshot {
        let scope = Scope(source: name, part: .riskChecks)
        var builder = SnapshotBuilder(scope: scope, known: known[scope] ?? FindingTable())
        for (id, status) in statuses.sorted(by: { $0.key < $1.key }) {
            builder.add(id: id, status: status, severity: .high, affected: 1) {
                FindingDescription(title: "t", category: "c", assetType: "ECS")
            }
        }
        return builder.snapshot(.complete)
    }

    func watched(every: Duration = .seconds(60), failingAfter: Int = 3) -> WatchedSource {
        var policy = PollPolicy()
        policy.baseline = .emit
        policy.failingAfter = failingAfter
        return WatchedSource(source: self, identity: .sample, policy: policy, every: every)
    }
}
