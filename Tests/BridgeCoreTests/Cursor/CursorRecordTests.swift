import BridgeCore
import TestSupport
import Testing

@Suite struct CursorRecordTests {
    static let everyKind: [CursorRecord] = [
        .text(number: 0, ""), .text(number: .max, "开\"\\\n\0\u{7F}😀"),
        .source(name: "s", SourceState()),
        .source(
            name: "s",
            SourceState(accountID: "1234", outage: .init(since: Timestamp(milliseconds: .min), failures: .max))),
        .source(
            name: "s",
            SourceState(
                health: .faltering(.init(since: Timestamp(milliseconds: .max), failures: 1)),
                stale: [
                    Staleness(scope: "", reason: .checkTime), Staleness(scope: "NAT/A b\"", reason: .checkTime),
                    Staleness(scope: "", reason: .transient),
                ])),
        .scope(number: 0, .risks, filter: "", .none),
        .scope(number: .max, .acls, filter: "group_ids=1,2", .polls(.max)),
        .scope(number: 1, Scope(source: "", part: .aclCheck(type: "", check: "")), filter: "\"", .accepted),
        .finding(scope: 0, id: "x", .numbered(1)),
        .finding(scope: .max, id: "\"\u{1}é", .extreme),
        .forgotten(scope: 3, ids: []), .forgotten(scope: .max, ids: ["a", "\"", ""]),
        .event(
            OwedEvent(
                number: 1, event: EncodedEvent(id: "0f", json: Array(#"{"a":[1,"}"]}"#.utf8)), order: .max, sinks: [])),
        .event(
            OwedEvent(
                number: .max - 1, event: EncodedEvent(id: "i", json: Array("{}".utf8)), order: 0, sinks: ["a", "b\""])),
        .attempted(
            DeliveryKey(event: .max, sink: "s"),
            Attempts(count: .max, trying: .milliseconds(Int64.max), reason: "\"503\"")),
        .event(
            OwedEvent(
                number: 1, event: EncodedEvent(id: "i", json: Array("{}".utf8)), order: 0, source: "s", sinks: ["a"])),
        .told(OwedEvent(number: 1, event: EncodedEvent(id: "i", json: Array("{}".utf8)), order: 0, sinks: ["a", "b"])),
        .attempted(
            DeliveryKey(event: 1, sink: "s"),
            Attempts(count: 1, trying: .zero, reason: "x", at: Timestamp(milliseconds: .min))),
        .attempted(DeliveryKey(event: 0, sink: ""), Attempts(count: 0, trying: .zero, reason: "")),
        .digest(Digest(id: "d", sink: "s", events: [])), .digest(Digest(id: "d", sink: "s", events: [1, .max])),
        .settled(sink: "s", events: [1, 2, .max], .delivered), .settled(sink: "s", events: [], .digested(by: "d")),
        .settled(sink: "s", events: [1], .superseded(by: "e")),
        .settled(sink: "s", events: [1], .delivered, at: Timestamp(milliseconds: .max)),
        .settled(sink: "s", events: [1], .digested(by: ""), at: Timestamp(milliseconds: 0)),
        .sample(TrendSample(at: Timestamp(milliseconds: .min), open: SeverityCounts())),
        .sample(TrendSample(at: .start, open: SeverityCounts { $0 == .low ? Int(UInt32.max) : 3 })),
        .settled(sink: "s", events: [1], .suppressed(rule: "r")),
        .settled(
            sink: "s", events: [1], .dead(DeadLetter(reason: "\n", attempts: .max, at: Timestamp(milliseconds: .max)))),
        .settled(sink: "s", events: [1], .dead(DeadLetter(reason: "", attempts: 0, at: Timestamp(milliseconds: .min)))),
        .exhumed(sink: "s", events: [1, .max], again: true), .exhumed(sink: "", events: [], again: false),
    ]

    @Test(arguments: everyKind)
    func whatIsWrittenIsReadBack(record: CursorRecord) throws {
        #expect(try read(record.line) == record)
    }

    /// A later version may add members, but what it adds must not be taken for what is known.
    @Test(arguments: everyKind)
    func membersOfALaterVersionAreSkipped(record: CursorRecord) throws {
        let line = record.line.dropLast() + Array(#","later":{"x":[1]},"newer":null}"#.utf8)
        #expect(try read(Array(line)) == record)
    }

    @Test(arguments: [
        "", "{}", "[]", "1", #"{"text":"a"}"#, #"{"text":4294967296,"is":"a"}"#, #"{"text":-1}"#, #"{"later":1}"#,
        #"{"finding":"x"}"#, #"{"finding":"x","scope":0,"missed":65536}"#, #"{"finding":"x","scope":-1}"#,
        #"{"forgotten":["a"]}"#, #"{"event":1,"id":"a"}"#, #"{"event":1,"json":{}}"#, #"{"event":1,"id":"a","json":}"#,
        #"{"settled":[1],"sink":"s"}"#, #"{"settled":[1],"sink":"s","as":"lost"}"#, #"{"settled":1}"#,
        #"{"exhumed":[],"sampled":1}"#, #"{"exhumed":[],"sampled":1,"open":[1,2,3]}"#,
        // No number would be left for the next one.
        #"{"event":18446744073709551615,"id":"a","order":1,"sinks":["s"],"json":{}}"#,
        #"{"scope":1,"of":1}"#, #"{"scope":1,"suspect":true}"#, #"{"attempted":1,"count":1.5}"#,
    ])
    func anythingElseIsDamage(line: String) {
        #expect(throws: CursorDamage.self) { try read(Array(line.utf8)) }
    }

    @Test(arguments: 1...30)
    func damagedRecordsNeverTrap(seed: UInt64) {
        var random = Seeded(seed)
        for record in Self.everyKind {
            var line = record.line
            for _ in 0..<random.pick(1..<4) {
                line[random.pick(0..<line.count)] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
            _ = try? read(line)
        }
    }

    private func read(_ line: [UInt8]) throws(CursorDamage) -> CursorRecord {
        var scanner = JSONScanner(line)
        return try CursorRecord(from: &scanner)
    }
}

extension CursorRecord {
    /// The record as one JSON object.
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.object { write(to: &$0) }
        return writer.bytes
    }
}

extension FindingRow {
    /// Every field at an end of its range.
    static var extreme: FindingRow {
        var row = FindingRow.numbered(0)
        row.status = "\"\u{1}失"
        row.firstSeen = Timestamp(milliseconds: .min)
        row.since = Timestamp(milliseconds: .max)
        row.transientSince = Timestamp(milliseconds: -1)
        row.revision = .max
        row.affected = .min
        row.missed = .max
        row.severity = .unknown
        row.marks = Marks(rawValue: .max)
        (row.title, row.category, row.assetType) = (.max, 1, .max)
        return row
    }
}
