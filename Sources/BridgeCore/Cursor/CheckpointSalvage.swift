/// Reads a checkpoint that may be damaged to its end, and keeps every record that can be read.
///
/// One checksum covers the whole file: once it does not match, what reads well is likely to be right, but not proven.
package struct CheckpointSalvage: Sendable {
    package private(set) var header: CheckpointHeader?
    /// A newer program wrote it: it is not damaged, and not to be mended by this one.
    package private(set) var isTooNew = false
    package private(set) var flaws = CursorFlaws()
    /// How many records could be kept.
    package private(set) var kept = 0
    private(set) var records = RecordSalvage()
    private var position = (line: 0, byte: 0)
    private var checksum: UInt32 = 0
    private var count = 0
    private var isEnded = false

    package init() {}

    /// Takes in the next line, without its line feed.
    package mutating func read(_ line: ArraySlice<UInt8>) {
        position.line += 1
        defer { position.byte += line.count + 1 }
        if isEnded { return note("something follows the end") }
        if position.line == 1 {
            readHeader(line)
        } else if line.first == .closeBracket {
            readEnd(line)
        } else {
            readRecord(line)
        }
        checksum = CRC32C.checksum(CollectionOfOne(0x0A), after: CRC32C.checksum(line, after: checksum))
    }

    /// The file is read.
    package mutating func finish() {
        position.line += 1
        if !isEnded { note("the file ends too early: what stood behind this is lost") }
        do { try records.endWhatWasTold() } catch { note("the history is lost: \(error)") }
        records.resume(at: header?.sequence ?? 0, nextEvent: header?.nextEvent ?? 1)
    }

    private mutating func readHeader(_ line: ArraySlice<UInt8>) {
        header = CheckpointHeader(line)
        isTooNew = CheckpointHeader.isTooNew(line)
        guard header == nil || isTooNew else { return }
        note(
            isTooNew
                ? "a newer version of checkbridge wrote it" : "this is not the first line of a cursor of checkbridge")
    }

    private mutating func readRecord(_ line: ArraySlice<UInt8>) {
        count += 1
        do {
            var scanner = JSONScanner(Array(line))
            try records.take(try CursorRecord(from: &scanner))
            kept += 1
        } catch {
            note("a record is lost: \(error)")
        }
    }

    private mutating func readEnd(_ line: ArraySlice<UInt8>) {
        isEnded = true
        let end = try? JSONValue(parsing: Array("{\"records\":[".utf8) + Array(line))
        if end?["count"]?.integer != Int64(count) { return note("records are missing: there are \(count)") }
        // Where lines are broken already, it cannot match.
        guard flaws.isEmpty, JournalLine.claimedChecksum(line) != checksum else { return }
        note("the checksum does not match: something in the file was changed that still reads well")
    }

    private mutating func note(_ reason: String) {
        flaws.add(JournalFlaw(line: position.line, byte: position.byte, reason: reason))
    }
}
