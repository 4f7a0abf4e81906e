/// Reads a checkpoint line by line.
package struct CheckpointReader: Sendable {
    package private(set) var cursor = Cursor(identity: CursorIdentity(lineage: "", checkpoint: ""))
    /// The id of the checkpoint that it replaced.
    package private(set) var previous: String?
    private var sequence: UInt64 = 0
    private var nextEvent: UInt64 = 1
    private var checksum: UInt32 = 0
    private var count = 0
    private var lines = 0
    private var bytes = 0
    private var isWhole = false

    package init() {}

    /// Takes in the next line, without its line feed.
    package mutating func read(_ line: ArraySlice<UInt8>) throws(JournalFlaw) {
        lines += 1
        do throws(CursorDamage) {
            if isWhole {
                throw CursorDamage.unreadable("something follows the end")
            } else if lines == 1 {
                try readOpening(line)
            } else if line.first == .closeBracket {
                try readClosing(line)
            } else {
                try readRecord(line)
            }
        } catch {
            throw JournalFlaw(line: lines, byte: bytes, reason: "\(error)", isTooNew: error.isTooNew)
        }
        if !isWhole { checksum = CRC32C.checksum(CollectionOfOne(0x0A), after: CRC32C.checksum(line, after: checksum)) }
        bytes += line.count + 1
    }

    /// The cursor as it was written.
    package func finish() throws(JournalFlaw) -> Cursor {
        guard isWhole else { throw JournalFlaw(line: lines, byte: bytes, reason: "the file ends too early") }
        return cursor
    }

    private mutating func readOpening(_ line: ArraySlice<UInt8>) throws(CursorDamage) {
        let opening = Array(line) + Array("]}".utf8)
        guard let head = try? JSONValue(parsing: opening), head["checkbridge"]?.string == "cursor" else {
            throw .unreadable("this is no cursor of checkbridge")
        }
        // Asked first: the rest of the line may look different by then.
        let reader = head["min_reader"]?.integer ?? 0
        guard reader <= Checkpoint.version else { throw .tooNew(minimumReader: Int(reader)) }
        guard let lineage = head["lineage"]?.string, let checkpoint = head["checkpoint"]?.string,
            let last = head["sequence"]?.integer, let next = head["next_event"]?.integer
        else { throw .unreadable("the first line lacks what tells this cursor from others") }
        previous = head["previous"]?.string
        cursor.identity = CursorIdentity(lineage: lineage, checkpoint: checkpoint)
        sequence = UInt64(clamping: last)
        nextEvent = UInt64(clamping: next)
    }

    private mutating func readRecord(_ line: ArraySlice<UInt8>) throws(CursorDamage) {
        var scanner = JSONScanner(Array(line))
        try cursor.apply(try CursorRecord(from: &scanner))
        count += 1
    }

    private mutating func readClosing(_ line: ArraySlice<UInt8>) throws(CursorDamage) {
        guard JournalLine.claimedChecksum(line) == checksum else { throw .unreadable("the checksum does not match") }
        let closing = Array("{\"records\":[".utf8) + Array(line)
        guard (try? JSONValue(parsing: closing))?["count"]?.integer == Int64(count) else {
            throw .unreadable("records are missing")
        }
        cursor.resume(at: sequence, nextEvent: nextEvent)
        isWhole = true
    }
}
