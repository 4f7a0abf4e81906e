import BridgeCore
import Foundation
import TestSupport
import Testing

@Suite struct CheckpointTests {
    private func write(_ cursor: Cursor, previous: String? = "zeroth") -> [UInt8] {
        CheckpointWriter(cursor, previous: previous).flatMap { $0 }
    }

    private func read(_ bytes: [UInt8]) throws(JournalFlaw) -> CheckpointReader {
        var reader = CheckpointReader()
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        for line in lines { try reader.read(line) }
        return reader
    }

    private func story(_ seed: UInt64, commits: Int) throws -> Cursor {
        var story = Story(seed: seed)
        for _ in 0..<commits { _ = try story.next() }
        return story.cursor
    }

    @Test(arguments: 1...20)
    func whatIsWrittenIsReadBack(seed: UInt64) throws {
        let cursor = try story(seed, commits: 60)
        let reader = try read(write(cursor))
        #expect(CursorImage(try reader.finish()) == CursorImage(cursor))
        #expect(reader.previous == "zeroth")
    }

    /// Going on from what was read is going on from what was written.
    @Test(arguments: 1...10)
    func nothingIsLostThatMattersLater(seed: UInt64) throws {
        var story = Story(seed: seed)
        for _ in 0..<40 { _ = try story.next() }
        var restored = try read(write(story.cursor)).finish()
        for _ in 0..<40 {
            for record in try story.next() { try restored.apply(record) }
            #expect(CursorImage(restored) == CursorImage(story.cursor))
        }
    }

    /// Written by a version that kept no history: three events, one of which ended at one of its two sinks.
    @Test func whatAnEarlierVersionWroteIsRead() throws {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures/v1", withExtension: nil))
        let reader = try read(Array(Data(contentsOf: folder.appending(path: "cursor.json"))))
        var replay = JournalReplay(onto: try reader.finish(), previous: reader.previous)
        let journal = try Array(Data(contentsOf: folder.appending(path: "cursor.journal")))
        for line in journal.split(separator: 0x0A) { try replay.read(line, isWhole: true) }
        let cursor = replay.cursor
        #expect(cursor.sequence == 43)
        #expect(cursor.outbox.backlog["slow"] == 3)
        #expect(cursor.outbox.history.count == 0 && cursor.trend.isEmpty)
        let events = cursor.events(ofFinding: "prod-risk/3", source: "prod-risk", atMost: 9)
        #expect(events.map(\.deliveries[0].sink) == ["out", "slow"])
        #expect(events[0].deliveries[0].state == .ended(.delivered))
        #expect(events[0].deliveries[0].at == nil)
        #expect(events[1].deliveries[0].failures.last?.reason.contains("cannot connect") == true)
        #expect(try EventListing(source: "prod-risk").page(PageRequest(), of: cursor).items.count == 3)
        #expect(CursorImage(try read(write(cursor)).finish()) == CursorImage(cursor))
    }

    @Test func anEmptyCursorHasACheckpointToo() throws {
        let cursor = Cursor(identity: CursorIdentity(lineage: "l\"", checkpoint: "c"), sequence: 12)
        let bytes = write(cursor, previous: nil)
        let reader = try read(bytes)
        #expect(CursorImage(try reader.finish()) == CursorImage(cursor))
        #expect(reader.previous == nil)
        #expect(
            String(decoding: bytes, as: UTF8.self).hasPrefix(
                """
                {"checkbridge":"cursor","version":1,"min_reader":1,"lineage":"l\\"","checkpoint":"c","sequence":12,"next_event":1,"records":[
                ],"count":0,"crc":"
                """))
    }

    @Test func itIsJSONWithOneRecordPerLine() throws {
        struct Document: Decodable {
            var count: Int
            var records: [[String: Any2]]
            struct Any2: Decodable { init(from decoder: any Decoder) {} }
        }
        let cursor = try story(3, commits: 60)
        let bytes = write(cursor)
        let document = try JSONDecoder().decode(Document.self, from: Data(bytes))
        let records = cursor.records.count { _ in true }
        #expect((document.count, document.records.count) == (records, records))
        #expect(bytes.count { $0 == 0x0A } == records + 2)
    }

    @Test func aLargeOneComesInPieces() throws {
        var watched = Watched()
        try watched.poll(many(3000))
        let pieces = Array(CheckpointWriter(watched.cursor, previous: nil))
        #expect(pieces.count > 1)
        #expect(pieces.allSatisfy { $0.count < 300 << 10 })
        #expect(CursorImage(try read(pieces.flatMap { $0 }).finish()) == CursorImage(watched.cursor))
    }

    @Test func everyFlippedBitIsNoticed() throws {
        var watched = Watched()
        try watched.poll(["a": "failed"])
        let cursor = watched.cursor
        let image = CursorImage(cursor)
        let whole = write(cursor)
        for byte in whole.indices {
            for bit in [0, 5, 6] {
                var bytes = whole
                bytes[byte] ^= 1 << UInt8(bit)
                guard let read = try? read(bytes).finish() else { continue }
                // The last line feed and the case of the checksum's digits say nothing.
                #expect(CursorImage(read) == image, "byte \(byte) bit \(bit)")
                #expect(byte >= whole.count - 12, "byte \(byte) bit \(bit)")
            }
        }
    }

    @Test func aCutOneIsNoticed() throws {
        let bytes = write(try story(2, commits: 4))
        for cut in stride(from: 0, to: bytes.count - 1, by: 7) {
            #expect(throws: JournalFlaw.self, "\(cut)") { try read(Array(bytes.prefix(cut))).finish() }
        }
    }

    @Test func nothingMayFollowTheEnd() throws {
        let bytes = write(try story(2, commits: 4))
        for tail in [#"{"source":"x"}"#, "]", "x", String(decoding: bytes, as: UTF8.self)] {
            #expect(throws: JournalFlaw.self) { try read(bytes + Array(tail.utf8)).finish() }
        }
    }

    @Test func aLaterFormatIsRefusedByItsReader() {
        let opening = #"{"checkbridge":"cursor","version":9,"min_reader":2,"records":[\#n"#
        let flaw = #expect(throws: JournalFlaw.self) { try read(Array(opening.utf8)) }
        #expect(flaw?.reason == "it was written for readers of version 2, and this is 1")
    }

    @Test(arguments: [
        "", "x", "{}", #"{"checkbridge":"other","records":["#, #"{"checkbridge":"cursor","min_reader":1,"records":["#,
    ])
    func anyOtherFileIsRefused(opening: String) {
        #expect(throws: JournalFlaw.self) { try read(Array((opening + "\n]").utf8)).finish() }
    }
}
