/// Reads a journal line by line onto the cursor of its checkpoint.
///
/// Only whole commits are taken in. What follows the last valid `end` is a torn tail, which a crash leaves behind and
/// which nothing was sent because of; a broken line with a valid `end` behind it is damage.
package struct JournalReplay: Sendable {
    package private(set) var cursor: Cursor
    /// How far the journal holds whole commits: bytes from its start.
    package private(set) var intactBytes = 0
    /// The checksum of the last line of the last whole commit.
    package private(set) var chain: UInt32 = 0
    /// How many commits it took in, and lines of commits that the checkpoint held already.
    package private(set) var commits = 0
    private let checkpoints: [String]
    private var commit: [CursorRecord] = []
    private var position = Position()
    private var lastChecksum: UInt32 = 0
    /// What the last line's checksum should have been, once a line was broken.
    private var brokenChecksum: UInt32 = 0
    private var lastSequence: UInt64?
    private var broken: JournalFlaw?

    private struct Position {
        var line = 0
        var byte = 0
    }

    /// - Parameters:
    ///   - cursor: what the checkpoint holds.
    ///   - previous: the id of the checkpoint before, whose journal is still there if a crash came between replacing
    ///     the one and cutting the other.
    package init(onto cursor: Cursor, previous: String?) {
        self.cursor = cursor
        checkpoints = [cursor.identity.checkpoint] + [previous].compactMap(\.self)
    }

    /// The checkpoint that the journal goes on from, once its first line is read.
    package private(set) var continues: String?

    /// Takes in the next line, without its line feed.
    /// - Parameter isWhole: whether a line feed ended it.
    /// - Throws: ``JournalFlaw`` if the journal is damaged.
    package mutating func read(_ line: ArraySlice<UInt8>, isWhole: Bool) throws(JournalFlaw) {
        position.line += 1
        defer { position.byte += line.count + (isWhole ? 1 : 0) }
        if position.line == 1 { return try readHeader(line, isWhole: isWhole) }
        guard broken == nil else { return try lookPast(line) }
        guard isWhole, JournalLine.isIntact(line, after: lastChecksum) else {
            broken = flaw("the line is not what was written")
            return distrust(line)
        }
        lastChecksum = JournalLine.claimedChecksum(line) ?? lastChecksum
        try take(line)
    }

    /// What was dropped at the end, if anything: bytes that belong to no whole commit.
    package var tornBytes: Int { position.byte - intactBytes }

    private mutating func readHeader(_ line: ArraySlice<UInt8>, isWhole: Bool) throws(JournalFlaw) {
        guard isWhole, let checkpoint = JournalLine.checkpoint(inHeader: line), checkpoints.contains(checkpoint) else {
            throw flaw("the journal does not belong to this checkpoint")
        }
        continues = checkpoint
        lastChecksum = Journal.start(checkpoint: checkpoint)
        chain = lastChecksum
        intactBytes = line.count + 1
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws(JournalFlaw) {
        let line: JournalLine
        do { line = try JournalLine(bytes) } catch { throw flaw("\(error)") }
        guard lastSequence.map({ line.sequence == $0 + 1 }) ?? (line.sequence > 0),
            line.sequence <= cursor.sequence + 1 + UInt64(commit.count)
        else { throw flaw("commits are missing before sequence \(line.sequence)") }
        lastSequence = line.sequence
        if line.sequence > cursor.sequence { commit.append(line.record) }
        guard line.ends else { return }
        try finishCommit()
        intactBytes = position.byte + bytes.count + 1
        chain = lastChecksum
    }

    private mutating func finishCommit() throws(JournalFlaw) {
        guard !commit.isEmpty else { return }
        for record in commit {
            do { try cursor.apply(record) } catch { throw flaw("\(error)") }
        }
        commit = []
        commits += 1
    }

    /// Behind a broken line only one question is open: was anything committed after it?
    private mutating func lookPast(_ line: ArraySlice<UInt8>) throws(JournalFlaw) {
        let intact = [lastChecksum, brokenChecksum].contains { JournalLine.isIntact(line, after: $0) }
        distrust(line)
        if intact, let read = try? JournalLine(line), read.ends, let broken { throw broken }
    }

    /// The damage may be in the line or in the checksum that it claims: the next one goes on from either.
    private mutating func distrust(_ line: ArraySlice<UInt8>) {
        brokenChecksum = CRC32C.checksum(line.dropLast(18), after: lastChecksum)
        lastChecksum = JournalLine.claimedChecksum(line) ?? lastChecksum
    }

    private func flaw(_ reason: String) -> JournalFlaw {
        JournalFlaw(line: position.line, byte: position.byte, reason: reason)
    }
}

/// Where a file of the cursor is damaged, and how.
package struct JournalFlaw: Error, Sendable, Equatable {
    /// Counts from 1.
    package var line: Int
    /// Counts from 0.
    package var byte: Int
    package var reason: String
    /// Whether nothing is wrong with it but that a newer version wrote it.
    package var isTooNew: Bool

    package init(line: Int, byte: Int, reason: String, isTooNew: Bool = false) {
        (self.line, self.byte, self.reason, self.isTooNew) = (line, byte, reason, isTooNew)
    }
}
