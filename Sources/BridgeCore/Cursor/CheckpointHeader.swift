/// The first line of a checkpoint: who the cursor is, and which program may read it.
package struct CheckpointHeader: Sendable, Equatable {
    /// The version of the format that it was written in.
    package var version: Int
    /// The oldest reader that understands it.
    package var minimumReader: Int
    package var identity: CursorIdentity
    /// The id of the checkpoint that it replaced.
    package var previous: String?
    package var sequence: UInt64
    package var nextEvent: UInt64

    /// - Returns: `nil` if the line is not the first one of a checkpoint.
    package init?(_ line: ArraySlice<UInt8>) {
        let opening = Array(line) + Array("]}".utf8)
        guard let head = try? JSONValue(parsing: opening), head["checkbridge"]?.string == "cursor",
            let lineage = head["lineage"]?.string, let checkpoint = head["checkpoint"]?.string,
            let last = head["sequence"]?.integer, let next = head["next_event"]?.integer
        else { return nil }
        version = head["version"]?.integer.map { Int($0) } ?? 1
        minimumReader = head["min_reader"]?.integer.map { Int($0) } ?? 0
        identity = CursorIdentity(lineage: lineage, checkpoint: checkpoint)
        previous = head["previous"]?.string
        sequence = UInt64(clamping: last)
        nextEvent = UInt64(clamping: next)
    }

    /// Whether it is written anew in this program's format, after a backup.
    package var needsMigration: Bool { version < Checkpoint.version }

    /// Whether a newer program wrote the checkpoint of that first line, in a way that this one does not understand. Asked
    /// of the bare line, because the rest of it may look different by then.
    package static func isTooNew(_ line: ArraySlice<UInt8>) -> Bool {
        guard let head = try? JSONValue(parsing: Array(line) + Array("]}".utf8)) else { return false }
        return head["checkbridge"]?.string == "cursor" && head["min_reader"]?.integer ?? 0 > Checkpoint.version
    }
}
