/// Reads a journal that may be damaged to its end: every whole commit before the first damage is taken in, every damage
/// is noted, and what was committed behind it is counted.
package struct JournalSalvage: Sendable {
    package private(set) var flaws = CursorFlaws()
    /// Whole commits that are beyond the checkpoint and were taken in,
    package private(set) var commits = 0
    /// and whole ones behind a damage, which are lost.
    package private(set) var lostCommits = 0
    /// Behind the last whole commit: what a crash leaves behind. Nothing was sent because of it.
    package private(set) var tail: Tail?
    private var records: RecordSalvage
    private let checkpoints: [String]
    private var position = (line: 0, byte: 0)
    /// The end of the last whole commit: the line after it, and how many bytes stand before that.
    private var intact = (line: 1, byte: 0)
    private var isForeign = false
    /// What the next line's checksum may be chained from: the damage may be in a line or in its checksum.
    private var chains: [UInt32] = []
    private var lastSequence: UInt64?
    private var commit: [CursorRecord] = []
    /// Broken lines of which is not known yet whether a commit follows.
    private var pending = CursorFlaws()

    package struct Tail: Sendable, Equatable {
        package var line: Int
        package var byte: Int
        package var bytes: Int
    }

    /// Goes on from what could be salvaged of the checkpoint.
    package init(onto checkpoint: CheckpointSalvage) {
        records = checkpoint.records
        checkpoints = [checkpoint.header?.identity.checkpoint, checkpoint.header?.previous].compactMap(\.self)
    }

    package var cursor: Cursor { records.cursor }

    /// Takes in the next line, without its line feed.
    /// - Parameter isWhole: whether a line feed ended it.
    package mutating func read(_ line: ArraySlice<UInt8>, isWhole: Bool) {
        position.line += 1
        defer { position.byte += line.count + (isWhole ? 1 : 0) }
        if position.line == 1 { return readHeader(line, isWhole) }
        guard !isForeign else { return count(line) }
        guard isWhole, chains.contains(where: { JournalLine.isIntact(line, after: $0) }) else {
            pending.add(flaw("the line is not what was written"))
            chains =
                chains.map { CRC32C.checksum(line.dropLast(18), after: $0) }.suffix(1)
                + [JournalLine.claimedChecksum(line)].compactMap(\.self)
            return
        }
        chains = [JournalLine.claimedChecksum(line)].compactMap(\.self)
        take(line)
    }

    /// The file is read.
    package mutating func finish() {
        guard !isForeign, position.byte > intact.byte else { return }
        tail = Tail(line: intact.line, byte: intact.byte, bytes: position.byte - intact.byte)
    }

    private mutating func readHeader(_ line: ArraySlice<UInt8>, _ isWhole: Bool) {
        guard isWhole, let checkpoint = JournalLine.checkpoint(inHeader: line), checkpoints.contains(checkpoint) else {
            isForeign = true
            return flaws.add(
                flaw(
                    checkpoints.isEmpty
                        ? "without the checkpoint's first line it cannot be told where the journal goes on"
                        : "the journal does not belong to this checkpoint"))
        }
        chains = [Journal.start(checkpoint: checkpoint)]
        intact = (2, line.count + 1)
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        guard let line = try? JournalLine(bytes) else {
            return pending.add(flaw("the line has the right checksum, but cannot be read"))
        }
        defer { lastSequence = line.sequence }
        if pending.isEmpty, flaws.isEmpty, !follows(line.sequence) {
            pending.add(flaw("commits are missing before sequence \(line.sequence)"))
        }
        guard pending.isEmpty, flaws.isEmpty else { return lose(line, bytes.count) }
        if line.sequence > cursor.sequence { commit.append(line.record) }
        if line.ends { finishCommit(bytes.count) }
    }

    private func follows(_ sequence: UInt64) -> Bool {
        guard sequence <= cursor.sequence + 1 + UInt64(commit.count) else { return false }
        return lastSequence.map { sequence == $0 + 1 } ?? (sequence > 0)
    }

    private mutating func finishCommit(_ bytes: Int) {
        intact = (position.line + 1, position.byte + bytes + 1)
        guard !commit.isEmpty else { return }
        let last = cursor.sequence + UInt64(commit.count)
        for record in commit {
            do { try records.take(record) } catch { flaws.add(flaw("a record is lost: \(error)")) }
        }
        records.resume(at: last, nextEvent: 0)
        commit = []
        commits += 1
    }

    /// What stands behind a damage is not taken in; that something does makes it a damage and no torn tail.
    private mutating func lose(_ line: JournalLine, _ bytes: Int) {
        guard line.ends else { return }
        lostCommits += 1
        flaws.add(pending)
        pending = CursorFlaws()
        intact = (position.line + 1, position.byte + bytes + 1)
    }

    /// The journal cannot be placed: only its size is told.
    private mutating func count(_ line: ArraySlice<UInt8>) {
        if let read = try? JournalLine(line), read.ends { lostCommits += 1 }
    }

    private func flaw(_ reason: String) -> JournalFlaw {
        JournalFlaw(line: position.line, byte: position.byte, reason: reason)
    }
}
