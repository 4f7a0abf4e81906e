import Bridge
import Synchronization

/// A real disk that keeps count of what goes through it.
final class MeasuredDisk: StateDisk {
    struct Counts: Sendable {
        var journalBytes = 0
        var checkpointBytes = 0
        var syncs = 0
        /// How often a whole checkpoint was published.
        var checkpoints = 0
        /// When the last sync was done.
        var lastSync: ContinuousClock.Instant?
    }

    private let disk: FileDisk
    private let state = Mutex(Counts())

    init(_ disk: FileDisk) {
        self.disk = disk
    }

    var counts: Counts { state.withLock { $0 } }

    func read(_ file: StateFile, from offset: Int, atMost count: Int) async throws(DiskError) -> [UInt8]? {
        try await disk.read(file, from: offset, atMost: count)
    }

    func create(_ file: StateFile) async throws(DiskError) -> OpenFile {
        try await disk.create(file)
    }

    func reopen(_ file: StateFile, length: Int) async throws(DiskError) -> OpenFile {
        try await disk.reopen(file, length: length)
    }

    func append(_ bytes: [UInt8], to file: OpenFile) async throws(DiskError) {
        try await disk.append(bytes, to: file)
        state.withLock { counts in
            switch file.file {
            case .journal: counts.journalBytes += bytes.count
            case .checkpoint: counts.checkpointBytes += bytes.count
            }
        }
    }

    func sync(_ file: OpenFile) async throws(DiskError) {
        try await disk.sync(file)
        state.withLock { counts in
            counts.syncs += 1
            counts.lastSync = .now
        }
    }

    func publish(_ file: OpenFile) async throws(DiskError) {
        try await disk.publish(file)
        state.withLock { counts in
            if file.file == .checkpoint { counts.checkpoints += 1 }
            counts.lastSync = .now
        }
    }

    func close(_ file: OpenFile) async {
        await disk.close(file)
    }
}
