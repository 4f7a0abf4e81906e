package import BridgeCore

/// Reads the cursor from its files.
package struct CursorFiles: Sendable {
    private let disk: any StateDisk

    package init(on disk: any StateDisk) {
        self.disk = disk
    }

    /// What the files hold.
    package struct Contents: Sendable {
        package var cursor: Cursor
        /// How the journal is gone on with; `nil` if it must be begun anew.
        package var journal: Continuation?
        /// The checkpoint that the journal names, if there is a journal.
        package var journalOnDisk: String?
        package var checkpointBytes = 0
        /// Bytes that a crash left behind the last whole commit.
        package var tornBytes = 0
        /// How many commits the journal held.
        package var commits = 0
    }

    /// Where the journal's next line goes.
    package struct Continuation: Sendable {
        package var length: Int
        package var chain: UInt32
    }

    /// - Returns: `nil` if there is no cursor yet.
    /// - Throws: ``CursorFileError`` if a file is damaged, ``DiskError`` if it can not be read.
    package func load() async throws -> Contents? {
        var lines = LineReader(.checkpoint, on: disk)
        guard try await lines.exists() else { return try await nothing() }
        var checkpoint = CheckpointReader()
        do {
            var bytes = 0
            while let line = try await lines.next() {
                try checkpoint.read(line.bytes)
                bytes += line.bytes.count + 1
            }
            var contents = try await replay(onto: checkpoint.finish(), previous: checkpoint.previous)
            contents.checkpointBytes = bytes
            return contents
        } catch let flaw as JournalFlaw {
            throw CursorFileError(file: .checkpoint, flaw: flaw)
        }
    }

    /// A journal is never written before its checkpoint: alone, it is what was left when the checkpoint was lost.
    private func nothing() async throws -> Contents? {
        var journal = LineReader(.journal, on: disk)
        guard try await journal.exists() else { return nil }
        let flaw = JournalFlaw(line: 1, byte: 0, reason: "the file is missing, but its journal is there")
        throw CursorFileError(file: .checkpoint, flaw: flaw)
    }

    private func replay(onto cursor: Cursor, previous: String?) async throws -> Contents {
        var lines = LineReader(.journal, on: disk)
        guard try await lines.exists() else { return Contents(cursor: cursor) }
        var replay = JournalReplay(onto: cursor, previous: previous)
        do {
            while let line = try await lines.next() { try replay.read(line.bytes, isWhole: line.isWhole) }
        } catch let flaw as JournalFlaw {
            throw CursorFileError(file: .journal, flaw: flaw)
        }
        let goesOn = replay.continues == cursor.identity.checkpoint
        return Contents(
            cursor: replay.cursor,
            journal: goesOn ? Continuation(length: replay.intactBytes, chain: replay.chain) : nil,
            journalOnDisk: replay.continues,
            tornBytes: replay.tornBytes, commits: replay.commits)
    }
}

/// A file of the cursor that is not what was written.
package struct CursorFileError: Error, Sendable, CustomStringConvertible {
    package var file: StateFile
    package var flaw: JournalFlaw

    package var description: String {
        // To be mended is the wrong thing to do with it, so the commands for that are not named.
        flaw.isTooNew
            ? "\(file.rawValue) is a newer checkbridge's: \(flaw.reason). Nothing was changed. Use that one again, or put "
                + "the backup that it kept (.bak) in the place of cursor.json and cursor.journal."
            : "\(file.rawValue) is damaged at line \(flaw.line) (byte \(flaw.byte)): \(flaw.reason). Nothing was changed. "
                + "`checkbridge cursor verify` shows the damage, `checkbridge cursor repair` keeps a copy and mends it."
    }
}
