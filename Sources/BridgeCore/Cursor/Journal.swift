/// The format of `cursor.journal`: JSON lines, each with its sequence number and a CRC-32C chained from the line before.
///
/// The first line names the checkpoint that the journal goes on from; its id starts the chain. A commit is one or more
/// lines, the last of which is marked `end`.
package enum Journal {
    /// Longer lines are not ours.
    package static let maximumLine = 4 << 20
    package static let version = 1

    /// The line that a journal begins with, and the checksum that its next line is chained from.
    package static func header(checkpoint: String) -> (line: [UInt8], chain: UInt32) {
        var writer = JSONWriter()
        writer.object {
            $0.member("journal", checkpoint)
            $0.member("version", version)
        }
        return (writer.bytes + [0x0A], start(checkpoint: checkpoint))
    }

    static func start(checkpoint: String) -> UInt32 {
        CRC32C.checksum(checkpoint.utf8)
    }
}

/// Encodes commits as journal lines, one after another.
package struct JournalEncoder: Sendable {
    /// The checksum of the last line.
    package private(set) var chain: UInt32
    /// The sequence number of the last line.
    package private(set) var sequence: UInt64

    package init(chain: UInt32, sequence: UInt64) {
        self.chain = chain
        self.sequence = sequence
    }

    /// Appends the line of one record.
    /// - Parameter ends: whether it is the last of its commit.
    package mutating func encode(_ record: CursorRecord, ends: Bool, into bytes: inout [UInt8]) {
        sequence += 1
        let start = bytes.count
        JSONWriter.append(to: &bytes) { [sequence] writer in
            writer.object { line in
                line.member("seq", sequence)
                if ends { line.member("end", true) }
                line.member("record", object: { record.write(to: &$0) })
            }
        }
        // The checksum comes in before the last brace.
        bytes.removeLast()
        chain = CRC32C.checksum(bytes[start...], after: chain)
        bytes.append(contentsOf: JournalLine.seal(chain))
    }
}

/// The journal lines of some commits in pieces, so that no more than a few of them are in memory at once.
package struct JournalFrames: Sequence, IteratorProtocol, Sendable {
    /// As it stands behind the frames that were taken.
    package private(set) var encoder: JournalEncoder
    private let commits: [[CursorRecord]]
    private var commit = 0
    private var record = 0

    /// From which size on a frame is complete, in bytes.
    private static let size = 256 << 10

    package init(of commits: [[CursorRecord]], by encoder: JournalEncoder) {
        self.commits = commits
        self.encoder = encoder
    }

    package mutating func next() -> [UInt8]? {
        var frame: [UInt8] = []
        while commit < commits.count, frame.count < Self.size { encodeNext(into: &frame) }
        return frame.isEmpty ? nil : frame
    }

    private mutating func encodeNext(into frame: inout [UInt8]) {
        let records = commits[commit]
        let ends = record == records.count - 1
        encoder.encode(records[record], ends: ends, into: &frame)
        (commit, record) = ends ? (commit + 1, 0) : (commit, record + 1)
    }
}
