import BridgeCore
import TestSupport

/// Commits as a service makes them: polls at random, deliveries, attempts, digests, dead letters.
struct Story {
    var cursor = Cursor(identity: CursorIdentity(lineage: "lineage", checkpoint: "first"))
    private var random: Seeded
    private var now = Timestamp.start
    private let sinks = ["siem", "chat"]

    init(seed: UInt64) {
        random = Seeded(seed)
    }

    /// The records of the next commit, applied already; at least one.
    mutating func next() throws -> [CursorRecord] {
        now = now + .seconds(random.pick(0..<2000))
        var records = try random.chance(0.5) ? poll() : deliveries()
        if records.isEmpty { records = [.source(name: "prod-risk", SourceState(accountID: "1", outage: nil))] }
        for record in records { try cursor.apply(record) }
        return records
    }

    private mutating func poll() throws -> [CursorRecord] {
        let scope = random.chance(0.5) ? Scope.risks : .acls
        let words =
            scope == .risks ? ["pass", "failed", "ignored", "running", "odd"] : ["Pending", "Processed", "Ignored"]
        var builder = SnapshotBuilder(
            scope: scope, filter: random.chance(0.1) ? "f" : "",
            known: cursor.state(of: scope)?.findings ?? FindingTable())
        for id in 0..<6 where random.chance(0.8) {
            let sighting = Sighting.seen(
                "f\(id)", words[random.pick(0..<words.count)], random.chance(0.3) ? .low : .high,
                title: "T\(random.pick(0..<3))")
            builder.add(id: sighting.id, status: sighting.status, severity: sighting.severity, affected: 1) {
                sighting.description
            }
        }
        let snapshot = builder.snapshot(random.chance(0.2) ? .incomplete("moved") : .complete)
        let router = Router(root: Route(sinks: sinks))
        return try cursor.advance(
            by: Poll(accountID: "1", snapshots: [snapshot]), of: scope.identity, under: PollPolicy(), router: router,
            at: now
        ).records
    }

    private mutating func deliveries() -> [CursorRecord] {
        let sink = sinks[random.pick(0..<sinks.count)]
        let owed = cursor.outbox.owed(to: sink).prefix(3).map(\.number)
        let dead = cursor.outbox.deadLetters.keys.filter { $0.sink == sink }.map(\.event).sorted().prefix(2)
        guard let first = owed.first else { return [] }
        let letter = DeadLetter(reason: "410 \"gone\"", attempts: 3, at: now)
        switch random.pick(0..<9) {
        case 5:
            return [
                .settled(sink: sink, events: [first], .dead(letter)),
                .forwarded(sink: sinks.first { $0 != sink } ?? sink, events: [first]),
            ]
        case 6:
            let text = random.chance(0.3) ? nil : "ticket \(first)"
            return [.remembered(SinkMemory(sink: sink, matter: "s/\(first % 5)", text: text))]
        case 0:
            return [
                .attempted(
                    DeliveryKey(event: first, sink: sink),
                    Attempts(
                        count: (cursor.outbox.attempts[DeliveryKey(event: first, sink: sink)]?.count ?? 0) + 1,
                        trying: .seconds(5), reason: "503", at: random.chance(0.8) ? now : nil))
            ]
        case 1: return [.digest(Digest(id: "digest-\(first)", sink: sink, events: owed))]
        case 2: return [.settled(sink: sink, events: owed, .dead(letter))]
        case 3: return [.settled(sink: sink, events: [first], .superseded(by: "x"), at: now)]
        case 4 where !dead.isEmpty: return [.exhumed(sink: sink, events: Array(dead), again: random.chance(0.5))]
        default: return [.settled(sink: sink, events: owed, .delivered, at: random.chance(0.8) ? now : nil)]
        }
    }
}

/// All that a cursor is, in a form that can be compared.
struct CursorImage: Equatable {
    private var identity: CursorIdentity
    private var sequence: UInt64
    private var texts: [String]
    private var sources: [String: SourceState]
    private var scopes: [Scope]
    private var states: [String]
    private var findings: [[String: FindingRow]]
    private var nextNumber: UInt64
    private var events: [UInt64: OwedEvent]
    private var attempts: [DeliveryKey: Attempts]
    private var deadLetters: [DeliveryKey: DeadLetter]
    private var digests: [String: Digest]
    private var backlog: [String: Int]
    private var memories: SinkMemories
    private var told: [EventHistory]
    private var trend: [TrendSample]

    init(_ cursor: Cursor) {
        identity = cursor.identity
        sequence = cursor.sequence
        texts = cursor.texts.texts
        sources = cursor.sources
        scopes = cursor.scopes.map(\.scope)
        states = cursor.scopes.map { "\($0.number) \($0.filter) \($0.suspicion)" }
        findings = cursor.scopes.map(\.findings.content)
        nextNumber = cursor.outbox.nextNumber
        events = cursor.outbox.events
        attempts = cursor.outbox.attempts
        deadLetters = cursor.outbox.deadLetters
        digests = cursor.outbox.digests
        backlog = cursor.outbox.backlog.filter { $0.value != 0 }
        memories = cursor.memories
        told = cursor.recentEvents(atMost: .max)
        trend = cursor.trend
    }
}
