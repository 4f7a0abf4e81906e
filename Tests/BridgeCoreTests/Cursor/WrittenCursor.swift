import BridgeCore

/// A cursor as it stands in its two files.
struct WrittenCursor {
    /// Lines without their line feeds.
    var checkpoint: [[UInt8]]
    var journal: [[UInt8]]
    /// What the last line of the journal says.
    let cursor: Cursor

    /// - Parameters:
    ///   - head: commits in the checkpoint; `tail`: those behind it in the journal.
    init(seed: UInt64, head: Int = 30, tail: Int = 12) throws {
        var story = Story(seed: seed)
        for _ in 0..<head { _ = try story.next() }
        checkpoint = Self.lines(CheckpointWriter(story.cursor, previous: "zeroth").flatMap { $0 })
        var (bytes, chain) = Journal.header(checkpoint: story.cursor.identity.checkpoint)
        var encoder = JournalEncoder(chain: chain, sequence: story.cursor.sequence)
        for _ in 0..<tail {
            let records = try story.next()
            for (number, record) in records.enumerated() {
                encoder.encode(record, ends: number == records.count - 1, into: &bytes)
            }
        }
        chain = encoder.chain
        journal = Self.lines(bytes)
        cursor = story.cursor
    }

    /// Reads both as `cursor verify` does.
    var inspection: CursorInspection {
        var first = CheckpointSalvage()
        for line in checkpoint { first.read(line[...]) }
        first.finish()
        var second = JournalSalvage(onto: first)
        for (number, line) in journal.enumerated() {
            second.read(line[...], isWhole: number < journal.count - 1 || !isTorn)
        }
        second.finish()
        return CursorInspection(checkpoint: first, journal: second)
    }

    /// The journal's last line lacks its line feed.
    var isTorn = false

    private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: true).map(Array.init)
    }
}
