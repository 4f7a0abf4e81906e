/// The format of `cursor.json`: one valid JSON document, one record per line.
package enum Checkpoint {
    package static let version = 1
    /// The oldest version of this program's reader that understands what is written.
    package static let minimumReader = 1

    /// The first line: who this cursor is. `previous` is the id of the checkpoint that it replaces.
    static func opening(of cursor: Cursor, previous: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("checkbridge", "cursor")
            $0.member("version", version)
            $0.member("min_reader", minimumReader)
            $0.member("lineage", cursor.identity.lineage)
            $0.member("checkpoint", cursor.identity.checkpoint)
            $0.member("previous", ifPresent: previous)
            $0.member("sequence", cursor.sequence)
            $0.member("next_event", cursor.outbox.nextNumber)
        }
        return writer.bytes.dropLast() + Array(",\"records\":[\n".utf8)
    }

    /// The last line.
    static func closing(count: Int, checksum: UInt32) -> [UInt8] {
        Array("],\"count\":\(count)".utf8) + JournalLine.seal(checksum)
    }
}

/// Writes a checkpoint in pieces, so that a large one never stands in memory as a whole.
package struct CheckpointWriter: Sequence, IteratorProtocol {
    private static let pieceSize = 256 << 10
    private var records: AnyIterator<CursorRecord>
    private var piece: [UInt8]
    /// Kept for the next record.
    private var writer = JSONWriter()
    private var checksum: UInt32 = 0
    private var count = 0
    private var isDone = false

    package init(_ cursor: Cursor, previous: String?) {
        records = cursor.records.makeIterator()
        piece = Checkpoint.opening(of: cursor, previous: previous)
    }

    package mutating func next() -> [UInt8]? {
        guard !isDone else { return nil }
        while piece.count < Self.pieceSize, let record = records.next() { append(record) }
        if piece.count < Self.pieceSize {
            isDone = true
            if count > 0 { piece.append(0x0A) }
            checksum = CRC32C.checksum(piece, after: checksum)
            return piece + Checkpoint.closing(count: count, checksum: checksum)
        }
        defer { piece = [] }
        checksum = CRC32C.checksum(piece, after: checksum)
        return piece
    }

    private mutating func append(_ record: CursorRecord) {
        if count > 0 { piece.append(contentsOf: [.comma, 0x0A]) }
        writer.reset()
        writer.object { record.write(to: &$0) }
        piece.append(contentsOf: writer.bytes)
        count += 1
    }
}

extension Cursor {
    /// The records that make this cursor out of an empty one.
    package var records: AnySequence<CursorRecord> {
        let texts = AnySequence(self.texts.texts.lazy.enumerated().map { CursorRecord.text(number: UInt32($0), $1) })
        let sources = AnySequence(
            self.sources.sorted { $0.key < $1.key }.lazy.map { CursorRecord.source(name: $0, $1) })
        let scopes = self.scopes.map(\.records)
        let samples = AnySequence(trend.lazy.map { CursorRecord.sample($0) })
        let memories = AnySequence(self.memories.all.lazy.map { CursorRecord.remembered($0) })
        return AnySequence(([texts, sources, samples] + scopes + [outbox.records, memories]).lazy.joined())
    }
}

extension ScopeState {
    fileprivate var records: AnySequence<CursorRecord> {
        let head = CursorRecord.scope(number: number, scope, filter: filter, suspicion)
        let rows = findings.indices.lazy.map { row in
            CursorRecord.finding(scope: number, id: findings.id(of: row), findings[row])
        }
        return AnySequence([AnySequence([head]), AnySequence(rows)].lazy.joined())
    }
}

extension Outbox {
    /// An event is owed first to every sink that it ended at, too, so that it can end there again, in the same way. What
    /// is sent again was dead once: it is buried and exhumed again.
    fileprivate var records: AnySequence<CursorRecord> {
        let told = history.events.lazy.flatMap(\.records)
        let numbered = events.values.sorted { $0.number < $1.number }
        let owed = numbered.lazy.map { event in
            var whole = event
            whole.sinks += (endings[event.number] ?? []).map(\.sink)
            return CursorRecord.event(whole)
        }
        let ended = numbered.lazy.flatMap { event in
            (endings[event.number] ?? []).flatMap { records(of: $0, event.number) }
        }
        let returns = numbered.lazy.flatMap { event in
            event.sinks.filter { replayed.contains(DeliveryKey(event: event.number, sink: $0)) }.flatMap { sink in
                [
                    CursorRecord.settled(sink: sink, events: [event.number], .dead(.replayed)),
                    .exhumed(sink: sink, events: [event.number], again: true),
                ]
            }
        }
        let tries = attempts.sorted { ($0.key.event, $0.key.sink) < ($1.key.event, $1.key.sink) }
            .lazy.flatMap { key, last in
                (trails[key].map { Attempts($0) } + [last]).map { CursorRecord.attempted(key, $0) }
            }
        let open = digests.values.sorted { $0.id < $1.id }.lazy.map { CursorRecord.digest($0) }
        return AnySequence(
            [
                AnySequence(told), AnySequence(owed), AnySequence(ended), AnySequence(returns), AnySequence(tries),
                AnySequence(open),
            ].lazy.joined())
    }

    /// A letter that was let go is one no more.
    private func records(of ending: DeliveryEnding, _ event: UInt64) -> [CursorRecord] {
        guard case .dead = ending.settlement, deadLetters[DeliveryKey(event: event, sink: ending.sink)] == nil else {
            return ending.records(of: event)
        }
        return ending.records(of: event) + [.exhumed(sink: ending.sink, events: [event], again: false)]
    }
}

extension DeadLetter {
    /// Stands in a checkpoint for a letter that was exhumed since; its words are not needed any more.
    fileprivate static let replayed = DeadLetter(reason: "sent again", attempts: 0, at: Timestamp(milliseconds: 0))
}
