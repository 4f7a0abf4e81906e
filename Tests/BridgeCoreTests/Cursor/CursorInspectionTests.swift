import BridgeCore
import Testing

@Suite struct CursorInspectionTests {
    @Test(arguments: 1...20)
    func whatIsSoundIsReadAsItIs(seed: UInt64) throws {
        let written = try WrittenCursor(seed: seed)
        let inspection = written.inspection
        #expect(!inspection.isDamaged)
        #expect(inspection.losses.isEmpty)
        #expect(inspection.journal?.tail == nil)
        var salvaged = inspection.salvaged(lineage: "new")
        #expect(salvaged.identity.lineage == "new")
        salvaged.identity = written.cursor.identity
        #expect(CursorImage(salvaged) == CursorImage(written.cursor))
    }

    @Test(arguments: 1...10)
    func aTornTailIsNoDamage(seed: UInt64) throws {
        var written = try WrittenCursor(seed: seed)
        written.journal.append(Array(#"{"seq":99,"rec"#.utf8))
        written.isTorn = true
        let inspection = written.inspection
        #expect(!inspection.isDamaged)
        #expect(inspection.journal?.tail?.bytes == 14)
        #expect(inspection.journal?.tail?.line == written.journal.count)
    }

    /// Whatever line is broken, all commits before it are kept and those behind it are counted.
    @Test(arguments: 1...10)
    func aBrokenLineInTheJournalCostsOnlyWhatStandsBehindIt(seed: UInt64) throws {
        let sound = try WrittenCursor(seed: seed)
        let ends = sound.journal.map { String(decoding: $0, as: UTF8.self).contains(#""end":true"#) }
        for line in 1..<sound.journal.count {
            var written = sound
            written.journal[line][12] ^= 1
            let journal = try #require(written.inspection.journal)
            let before = ends[..<line].count { $0 }
            let behind = ends[(line + 1)...].count { $0 }
            #expect(journal.commits == before, "line \(line + 1)")
            #expect(journal.lostCommits == behind, "line \(line + 1)")
            #expect(journal.flaws.first.map(\.line) == (behind > 0 ? [line + 1] : []))
            #expect((journal.tail != nil) == (behind == 0))
        }
    }

    @Test func everyBrokenLineIsNamed() throws {
        var written = try WrittenCursor(seed: 3)
        written.journal[2][12] ^= 1
        written.journal[5][12] ^= 1
        written.checkpoint[4][2] ^= 1
        let inspection = written.inspection
        #expect(inspection.journal?.flaws.first.map(\.line).contains(3) == true)
        #expect(inspection.journal?.flaws.first.map(\.line).contains(6) == true)
        let flaw = try #require(inspection.checkpoint.flaws.first.first)
        #expect(flaw.line == 5)
        #expect(flaw.byte == written.checkpoint[..<4].reduce(0) { $0 + $1.count + 1 })
    }

    @Test func aMissingLineIsADamage() throws {
        var written = try WrittenCursor(seed: 4)
        written.journal.remove(at: 3)
        #expect(written.inspection.isDamaged)
    }

    @Test func aJournalOfAnotherCheckpointIsNotUsed() throws {
        var written = try WrittenCursor(seed: 5)
        written.journal = try WrittenCursor(seed: 5).journal
        written.journal[0] = Array(Journal.header(checkpoint: "another").line.dropLast())
        let journal = try #require(written.inspection.journal)
        #expect(journal.commits == 0)
        #expect(journal.lostCommits == 12)
        #expect(journal.flaws.first.map(\.line) == [1])
    }

    /// Dropping any record of the checkpoint keeps every other record that does not need it.
    @Test(arguments: 1...5)
    func aLostLineOfTheCheckpointCostsOnlyWhatNeedsIt(seed: UInt64) throws {
        let sound = try WrittenCursor(seed: seed, tail: 0)
        for line in 1..<(sound.checkpoint.count - 1) {
            var written = sound
            written.checkpoint[line][1] = UInt8(ascii: "x")
            let inspection = written.inspection
            #expect(inspection.isDamaged)
            #expect(!inspection.losses.isEmpty)
            let lost = String(decoding: sound.checkpoint[line], as: UTF8.self)
            let kept = inspection.checkpoint.kept
            let others = sound.checkpoint.count - 3
            #expect(lost.hasPrefix(#"{"scope""#) ? kept < others : kept == others, "\(lost)")
        }
    }

    @Test func aCheckpointThatIsCutOffSaysSo() throws {
        var written = try WrittenCursor(seed: 6, tail: 0)
        written.checkpoint.removeLast(2)
        #expect(written.inspection.checkpoint.flaws.first.last?.reason.contains("ends too early") == true)
    }

    /// Every line reads well, but one says something else than what was written.
    @Test func aChangeThatReadsWellIsFoundByTheChecksum() throws {
        var written = try WrittenCursor(seed: 7, tail: 0)
        let line = try #require(
            written.checkpoint.firstIndex { String(decoding: $0, as: UTF8.self).hasPrefix(#"{"text""#) })
        let text = String(decoding: written.checkpoint[line], as: UTF8.self)
        written.checkpoint[line] = Array(text.replacing(#""is":"T"#, with: #""is":"U"#).utf8)
        #expect(text.utf8.elementsEqual(written.checkpoint[line]) == false)
        #expect(written.inspection.checkpoint.flaws.first.map(\.reason).first?.contains("checksum") == true)
    }

    @Test func withoutTheFirstLineTheJournalCannotBePlaced() throws {
        var written = try WrittenCursor(seed: 8)
        written.checkpoint[0][3] = UInt8(ascii: "x")
        let inspection = written.inspection
        #expect(inspection.checkpoint.kept > 0)
        #expect(inspection.journal?.commits == 0)
        #expect(inspection.losses.count == 2)
    }

    @Test func whatANewerVersionWroteIsKnownAsSuch() throws {
        var written = try WrittenCursor(seed: 9)
        let first = String(decoding: written.checkpoint[0], as: UTF8.self)
        written.checkpoint[0] = Array(first.replacing(#""min_reader":1"#, with: #""min_reader":2"#).utf8)
        #expect(written.inspection.checkpoint.isTooNew)
        #expect(written.inspection.isDamaged)
    }
}
