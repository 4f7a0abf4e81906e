package import BridgeCore
package import Logging

/// Puts another cursor in the place of the one in the files, while nobody else runs.
package struct CursorReplacement: Sendable {
    private let disk: any StateDisk
    private let time: any TimeSource
    private let random: @Sendable () -> UInt64
    private let log: Logger

    package init(
        on disk: any StateDisk, time: any TimeSource, random: @escaping @Sendable () -> UInt64, log: Logger
    ) {
        self.disk = disk
        self.time = time
        self.random = random
        self.log = log
    }

    /// Writes both files anew. A crash leaves either the old or the new ones.
    /// - Parameter journal: the checkpoint that the journal on disk names, if it belongs to the cursor.
    package func write(_ cursor: Cursor, continuing journal: String? = nil) async throws(DiskError) {
        let contents = CursorFiles.Contents(cursor: cursor, journalOnDisk: journal)
        let store = try await CursorStore(contents, on: disk, time: time, random: random, log: log)
        await store.close()
        await store.run()
    }
}
