import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite struct CursorFilesTests {
    private let checkpoint: [UInt8]
    private let journal: [UInt8]

    /// A checkpoint without anything, and a journal of three commits of two records each.
    init() {
        let cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))
        checkpoint = CheckpointWriter(cursor, previous: nil).flatMap { $0 }
        let header = Journal.header(checkpoint: "c")
        var encoder = JournalEncoder(chain: header.chain, sequence: 0)
        var bytes = header.line
        for number in UInt64(1)...3 {
            encoder.encode(.event(.sample(number)), ends: false, into: &bytes)
            encoder.encode(.settled(sink: "b", events: [number], .delivered), ends: true, into: &bytes)
        }
        journal = bytes
    }

    private func load(_ checkpoint: [UInt8]?, _ journal: [UInt8]?) throws -> CursorFiles.Contents? {
        var files: [String: [UInt8]] = [:]
        files[StateFile.checkpoint.rawValue] = checkpoint
        files[StateFile.journal.rawValue] = journal
        let disk = FrozenDisk(files: files)
        return try VirtualRun()() { try await CursorFiles(on: disk).load() }
    }

    @Test func anEmptyFolderHasNoCursor() throws {
        #expect(try load(nil, nil)?.cursor.sequence == nil)
    }

    @Test func theJournalGoesOnFromTheCheckpoint() throws {
        let contents = try load(checkpoint, journal)
        #expect(contents?.cursor.sequence == 6)
        #expect(contents?.commits == 3)
        #expect(contents?.journal?.length == journal.count)
        #expect(contents?.tornBytes == 0)
    }

    @Test func aJournalTornAnywhereKeepsTheWholeCommitsBeforeIt() throws {
        let starts = try (0...3).map { try #require(end(ofCommit: $0)) }
        for length in starts[0]...journal.count {
            let contents = try load(checkpoint, Array(journal.prefix(length)))
            let whole = starts.lastIndex { $0 <= length } ?? 0
            #expect(contents?.commits == whole, "torn at \(length)")
            #expect(contents?.journal?.length == starts[whole])
        }
    }

    private func end(ofCommit number: Int) -> Int? {
        let feeds = journal.indices.filter { journal[$0] == 0x0A }
        return feeds.count > number * 2 ? feeds[number * 2] + 1 : nil
    }

    @Test func damageWithACommitBehindItIsRefused() throws {
        let second = try #require(end(ofCommit: 1))
        for place in second..<(try #require(end(ofCommit: 2)) - 1) {
            var damaged = journal
            damaged[place] ^= 1
            #expect(throws: CursorFileError.self, "byte \(place)") { try load(checkpoint, damaged) }
        }
    }

    @Test func aDamagedCheckpointIsRefused() {
        for place in checkpoint.indices.dropLast() {
            var damaged = checkpoint
            damaged[place] ^= 1
            #expect(throws: CursorFileError.self, "byte \(place)") { try load(damaged, journal) }
        }
    }

    @Test func aJournalWithoutItsCheckpointIsRefused() {
        #expect(throws: CursorFileError.self) { try load(nil, journal) }
    }

    @Test func theJournalOfTheCheckpointBeforeIsSkippedWhereItIsKnown() throws {
        var cursor = try #require(try load(checkpoint, journal)?.cursor)
        cursor.identity.checkpoint = "d"
        let next = CheckpointWriter(cursor, previous: "c").flatMap { $0 }
        let contents = try #require(try load(next, journal))
        #expect(contents.cursor.sequence == 6)
        #expect(contents.journal?.length == nil, "it is not gone on with")
        #expect(contents.journalOnDisk == "c")
    }

    @Test func aJournalOfAnotherCheckpointIsRefused() {
        let other = CheckpointWriter(
            Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "z")), previous: "y"
        ).flatMap { $0 }
        #expect(throws: CursorFileError.self) { try load(other, journal) }
    }
}
