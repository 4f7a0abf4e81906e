package import BridgeCore
package import Logging

/// Opens the cursor of a folder that this process holds: damage and older formats are dealt with on the way.
package struct CursorOpening: Sendable {
    private let folder: StateFolder
    private let disk: any StateDisk
    private let now: Timestamp
    private let log: Logger

    package init(_ folder: StateFolder, on disk: any StateDisk, at now: Timestamp, log: Logger) {
        self.folder = folder
        self.disk = disk
        self.now = now
        self.log = log
    }

    /// What is done about a damaged cursor.
    package enum DamagePolicy: Sendable {
        case refuse
        /// Keeps the files under other names and begins anew.
        case quarantine(Router, lineage: String)
    }

    /// - Returns: `nil` if there is no cursor yet.
    /// - Throws: ``CursorFileError`` if a file is damaged and that is to be refused, ``DiskError``.
    package func open(_ policy: DamagePolicy) async throws -> CursorFiles.Contents? {
        let first = try await firstLine()
        let version = first.flatMap { CheckpointHeader($0[...]) }
        do {
            guard var contents = try await CursorFiles(on: disk).load() else { return nil }
            if let version, version.needsMigration { try migrate(&contents, from: version.version) }
            return contents
        } catch let error as CursorFileError {
            // What a newer version wrote is not damaged, and not ours to put away.
            guard case .quarantine(let router, let lineage) = policy, !CheckpointHeader.isTooNew(first?[...] ?? [])
            else { throw error }
            return try quarantine(error, router, lineage)
        }
    }

    private func firstLine() async throws(DiskError) -> [UInt8]? {
        var lines = LineReader(.checkpoint, on: disk)
        guard try await lines.exists() else { return nil }
        return try await lines.next().map { Array($0.bytes) }
    }

    /// What was read goes to new files in this version's format; the old ones are kept.
    private func migrate(_ contents: inout CursorFiles.Contents, from version: Int) throws(DiskError) {
        let names = try folder.backUp(version: version)
        contents.journal = nil
        log.notice(
            "the state is written in a newer format from now on; a backup is kept",
            metadata: [
                "from": "\(version)", "to": "\(Checkpoint.version)", "backup": "\(names.joined(separator: ", "))",
            ])
    }

    private func quarantine(
        _ error: CursorFileError, _ router: Router, _ lineage: String
    ) throws(DiskError) -> CursorFiles.Contents {
        let names = try folder.keep(as: .quarantined, at: now)
        log.error(
            "the state is damaged: it is moved aside, and everything begins anew",
            metadata: [
                "file": "\(error.file.rawValue)", "line": "\(error.flaw.line)", "byte": "\(error.flaw.byte)",
                "why": "\(error.flaw.reason)", "kept": "\(names.joined(separator: ", "))",
            ])
        return CursorFiles.Contents(
            cursor: Cursor.replacing(
                damaged: error.flaw, of: error.file.rawValue, movedTo: names, lineage: lineage, router: router, at: now)
        )
    }
}
