import Bridge
import BridgeCore

/// What the disk would still know after a loss of power, read from its bytes as they become durable: every event that
/// was ever told, and how each of its deliveries ended.
package final class Ledger: @unchecked Sendable {
    /// A durable event.
    struct Told {
        var owed: OwedEvent
        var event: Event
        var sequence: UInt64
    }

    /// How a delivery ended; the kind is not known if only a checkpoint shows that it did.
    struct Ending {
        var settlement: Settlement?
        var sequence: UInt64
    }

    private let disk: SimulatedDisk
    private let chaos: Chaos
    private(set) var told: [UInt64: Told] = [:]
    private(set) var numbers: [String: UInt64] = [:]
    private(set) var open: Set<DeliveryKey> = []
    private(set) var endings: [DeliveryKey: Ending] = [:]
    private(set) var digests: [String: Digest] = [:]
    /// What each sink was told of, durably settled.
    private(set) var delivered: [String: Set<String>] = [:]
    private(set) var sequence: UInt64 = 0
    private var checkpoint: Int?
    private var journal: Int?
    private var journalOffset = 0

    init(of disk: SimulatedDisk, _ chaos: Chaos) {
        self.disk = disk
        self.chaos = chaos
    }

    /// Reads what became durable since the last time.
    func observe() {
        if journal == disk.durableFile(.journal) { readJournal() }
        readCheckpoint()
        readJournal()
    }

    func isOpen(_ id: String, at sink: String) -> Bool {
        numbers[id].map { open.contains(DeliveryKey(event: $0, sink: sink)) } ?? false
    }

    /// Whether an earlier event of the same order is not settled there yet.
    func isBehind(_ id: String, at sink: String) -> Bool {
        guard let number = numbers[id], let order = told[number]?.owed.order else { return false }
        return open.contains { $0.sink == sink && $0.event < number && told[$0.event]?.owed.order == order }
    }
}

// MARK: - Journal

extension Ledger {
    private func readJournal() {
        guard let bytes = disk.durableBytes(.journal) else { return }
        if journal != disk.durableFile(.journal) {
            journal = disk.durableFile(.journal)
            journalOffset = (bytes.firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
        }
        var commit: [(UInt64, CursorRecord)] = []
        var start = journalOffset
        while start < bytes.count, let end = bytes[start...].firstIndex(of: 0x0A) {
            guard let line = Line(bytes[start..<end]) else { return }
            commit.append((line.sequence, line.record))
            start = end + 1
            guard line.ends else { continue }
            for (sequence, record) in commit where sequence > self.sequence { take(record, sequence) }
            sequence = max(sequence, line.sequence)
            commit = []
            journalOffset = start
        }
    }

    private struct Line {
        var sequence: UInt64 = 0
        var ends = false
        var record = CursorRecord.text(number: 0, "")

        init?(_ bytes: ArraySlice<UInt8>) {
            do {
                var (sequence, ends) = (UInt64(0), false)
                var record = 0..<0
                let line = Array(bytes)
                var scanner = JSONScanner(line)
                try scanner.object { (name, scanner) throws(JSONError) in
                    switch name {
                    case "seq": sequence = try scanner.integer()
                    case "end": ends = try scanner.bool()
                    case "record": record = try scanner.skip()
                    default: try scanner.skip()
                    }
                }
                var inner = JSONScanner(line, in: record)
                (self.sequence, self.ends, self.record) = (sequence, ends, try CursorRecord(from: &inner))
            } catch {
                return nil
            }
        }
    }

    private func take(_ record: CursorRecord, _ sequence: UInt64) {
        switch record {
        case .event(let event): enter(event, sequence)
        case .digest(let digest): digests[digest.id] = digest
        case .settled(let sink, let numbers, let settlement, _):
            for number in numbers { end(DeliveryKey(event: number, sink: sink), settlement, sequence) }
        case .forwarded(let sink, let numbers):
            for number in numbers { forward(DeliveryKey(event: number, sink: sink)) }
        case .text, .source, .scope, .finding, .forgotten, .told, .attempted, .exhumed, .remembered, .sample: break
        }
    }

    private func enter(_ owed: OwedEvent, _ sequence: UInt64) {
        if let known = told[owed.number], known.owed.event != owed.event {
            chaos.fail("event \(owed.number) was durable as \(known.owed.event.id) and became \(owed.event.id)")
        }
        if let other = numbers[owed.event.id], other != owed.number {
            chaos.fail("id \(owed.event.id) of event \(other) came back for event \(owed.number)")
        }
        guard told[owed.number] == nil, let event = try? Event(owed.event) else { return }
        told[owed.number] = Told(owed: owed, event: event, sequence: sequence)
        numbers[owed.event.id] = owed.number
        for sink in owed.sinks { open.insert(DeliveryKey(event: owed.number, sink: sink)) }
    }

    /// The event is owed to one more sink than at first.
    private func forward(_ key: DeliveryKey) {
        guard let told = told[key.event], !told.owed.sinks.contains(key.sink), endings[key] == nil else { return }
        open.insert(key)
    }

    private func end(_ key: DeliveryKey, _ settlement: Settlement?, _ sequence: UInt64) {
        if open.remove(key) == nil {
            let first = endings[key].map { "\($0)" } ?? "never owed"
            chaos.fail(
                "event \(key.event) at \(key.sink) ended twice: \(first), then \(String(describing: settlement))")
        }
        endings[key] = Ending(settlement: settlement, sequence: sequence)
        if settlement == .delivered, let matter = told[key.event]?.event.matter {
            delivered[key.sink, default: []].insert(matter)
        }
    }
}

// MARK: - Checkpoint

extension Ledger {
    private func readCheckpoint() {
        guard checkpoint != disk.durableFile(.checkpoint), let bytes = disk.durableBytes(.checkpoint) else { return }
        checkpoint = disk.durableFile(.checkpoint)
        let lines = bytes.split(separator: 0x0A)
        guard let first = lines.first, let head = try? JSONValue(parsing: Array(first) + Array("]}".utf8)),
            let sequence = head["sequence"]?.integer.map(UInt64.init(clamping:))
        else { return chaos.fail("a checkpoint without a head was published") }
        var owed: [UInt64: OwedEvent] = [:]
        var remembered: [OwedEvent] = []
        var settled: [DeliveryKey: Settlement] = [:]
        for line in lines.dropFirst().dropLast() where Self.matters(line) {
            var scanner = JSONScanner(Array(line.last == 0x2C ? line.dropLast() : line))
            switch try? CursorRecord(from: &scanner) {
            case .event(let event): owed[event.number] = event
            case .told(let event): remembered.append(event)
            case .digest(let digest): digests[digest.id] = digest
            case .settled(let sink, let numbers, let settlement, _):
                for number in numbers { settled[DeliveryKey(event: number, sink: sink)] = settlement }
            default: chaos.fail("a checkpoint holds what it should not: \(String(decoding: line, as: UTF8.self))")
            }
        }
        for event in remembered { enter(event, sequence) }
        compare(owed, settled, sequence)
        self.sequence = max(self.sequence, sequence)
    }

    private static func matters(_ line: ArraySlice<UInt8>) -> Bool {
        [#"{"event""#, #"{"digest""#, #"{"settled""#].contains { line.starts(with: $0.utf8) }
    }

    /// What the checkpoint does not show any more has ended; what it shows has not.
    private func compare(_ owed: [UInt64: OwedEvent], _ settled: [DeliveryKey: Settlement], _ sequence: UInt64) {
        for event in owed.values.sorted(by: { $0.number < $1.number }) {
            enter(event, sequence)
            for sink in event.sinks { forward(DeliveryKey(event: event.number, sink: sink)) }
        }
        for key in settled.keys { forward(key) }
        for key in open where (told[key.event]?.sequence ?? 0) <= sequence {
            if let settlement = settled[key] {
                end(key, settlement, sequence)
            } else if owed[key.event]?.sinks.contains(key.sink) != true {
                end(key, nil, sequence)
            }
        }
        for (key, ending) in endings where ending.sequence <= sequence && settled[key] == nil {
            if owed[key.event]?.sinks.contains(key.sink) == true {
                chaos.fail("event \(key.event) at \(key.sink) was settled and is owed again")
            }
        }
    }
}
