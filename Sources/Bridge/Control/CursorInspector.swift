package import BridgeCore

/// Reads both files of the cursor fully, whatever is wrong with them.
package struct CursorInspector: Sendable {
    private let disk: any StateDisk

    package init(_ disk: any StateDisk) {
        self.disk = disk
    }

    /// - Returns: `nil` if there is neither file.
    package func inspect() async throws(DiskError) -> CursorInspection? {
        var checkpoint = CheckpointSalvage()
        let hasCheckpoint = try await read(.checkpoint) { checkpoint.read($0.bytes) }
        checkpoint.finish()
        var journal = JournalSalvage(onto: checkpoint)
        let hasJournal = try await read(.journal) { journal.read($0.bytes, isWhole: $0.isWhole) }
        journal.finish()
        guard hasCheckpoint || hasJournal else { return nil }
        return CursorInspection(checkpoint: checkpoint, journal: hasJournal ? journal : nil)
    }

    /// - Returns: whether there is such a file.
    private func read(_ file: StateFile, _ take: (LineReader.Line) -> Void) async throws(DiskError) -> Bool {
        var lines = LineReader(file, on: disk)
        guard try await lines.exists() else { return false }
        while let line = try await lines.next() { take(line) }
        return true
    }
}
