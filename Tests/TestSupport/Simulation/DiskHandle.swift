package import Bridge

/// A simulated disk as one process uses it: everything takes time, and nothing reaches the disk any more once the
/// process is killed.
struct DiskHandle: StateDisk {
    let disk: SimulatedDisk
    let life: Life

    func read(_ file: StateFile, from offset: Int, atMost count: Int) async throws(DiskError) -> [UInt8]? {
        try await FrozenDisk(files: disk.names.mapValues(\.visible)).read(file, from: offset, atMost: count)
    }

    func create(_ file: StateFile) async throws(DiskError) -> OpenFile {
        guard await goesOn() else { return OpenFile(descriptor: 0, file: file) }
        return try disk.create(file)
    }

    func reopen(_ file: StateFile, length: Int) async throws(DiskError) -> OpenFile {
        guard await goesOn() else { return OpenFile(descriptor: 0, file: file) }
        return try disk.reopen(file, length: length)
    }

    func append(_ bytes: [UInt8], to file: OpenFile) async throws(DiskError) {
        guard await goesOn() else { return }
        try disk.append(bytes, to: file)
    }

    func sync(_ file: OpenFile) async throws(DiskError) {
        guard await goesOn() else { return }
        try disk.sync(file)
        _ = await goesOn()
    }

    func publish(_ file: OpenFile) async throws(DiskError) {
        guard await goesOn() else { return }
        try disk.flush(try disk.inode(of: file), file.file)
        guard await goesOn() else { return }
        try disk.rename(file)
        guard await goesOn() else { return }
        try disk.syncFolder(after: file.file)
        _ = await goesOn()
    }

    func close(_ file: OpenFile) async {
        if await goesOn() { disk.close(file) }
    }

    /// Takes its time.
    /// - Returns: whether the process is still there after it.
    private func goesOn() async -> Bool {
        guard !life.isOver else { return false }
        if disk.chaos.dice.chance(0.7) { await disk.time.pass(.microseconds(disk.chaos.dice.below(20_000))) }
        return !life.isOver
    }
}

/// The files of a disk at one moment: good for reading only.
package struct FrozenDisk: StateDisk {
    package var files: [String: [UInt8]]

    package init(files: [String: [UInt8]]) { self.files = files }

    package func read(_ file: StateFile, from offset: Int, atMost count: Int) async throws(DiskError) -> [UInt8]? {
        files[file.rawValue].map { Array($0.dropFirst(offset).prefix(count)) }
    }

    package func create(_ file: StateFile) async throws(DiskError) -> OpenFile { throw refusal(file) }
    package func reopen(_ file: StateFile, length: Int) async throws(DiskError) -> OpenFile { throw refusal(file) }
    package func append(_ bytes: [UInt8], to file: OpenFile) async throws(DiskError) { throw refusal(file.file) }
    package func sync(_ file: OpenFile) async throws(DiskError) { throw refusal(file.file) }
    package func publish(_ file: OpenFile) async throws(DiskError) { throw refusal(file.file) }
    package func close(_ file: OpenFile) async {}

    private func refusal(_ file: StateFile) -> DiskError {
        DiskError(action: "write", path: file.rawValue, reason: "this is a picture of a disk")
    }
}
