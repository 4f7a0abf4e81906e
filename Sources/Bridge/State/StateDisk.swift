/// The files of the cursor.
package enum StateFile: String, Sendable, CaseIterable {
    case checkpoint = "cursor.json"
    case journal = "cursor.journal"
}

/// The disk under the cursor: the system's, or a simulation's that loses and tears what was not synced.
package protocol StateDisk: Sendable {
    /// A piece of the file: at most so many bytes, none behind its end.
    /// - Returns: `nil` if there is no such file.
    func read(_ file: StateFile, from offset: Int, atMost count: Int) async throws(DiskError) -> [UInt8]?
    /// Begins a new version of the file beside it.
    func create(_ file: StateFile) async throws(DiskError) -> OpenFile
    /// Opens the file to go on writing behind its first `length` bytes; what stands there is cut off. Those bytes and
    /// the file's name are durable then: a process that was killed may have left them in the system's memory only.
    func reopen(_ file: StateFile, length: Int) async throws(DiskError) -> OpenFile
    /// Writes behind what was written.
    func append(_ bytes: [UInt8], to file: OpenFile) async throws(DiskError)
    /// Returns when what was written would survive a loss of power.
    func sync(_ file: OpenFile) async throws(DiskError)
    /// Puts a created file in the place of the one before, durably: either the old or the new one is there after a crash.
    func publish(_ file: OpenFile) async throws(DiskError)
    func close(_ file: OpenFile) async
}

/// A file that is being written.
package struct OpenFile: Sendable, Hashable {
    package var descriptor: Int32
    package var file: StateFile

    package init(descriptor: Int32, file: StateFile) {
        self.descriptor = descriptor
        self.file = file
    }
}

/// What a disk would not do.
package struct DiskError: Error, Sendable, Equatable, CustomStringConvertible {
    /// e.g. `write`
    package var action: String
    package var path: String
    /// The system's words, e.g. `No space left on device`.
    package var reason: String

    package init(action: String, path: String, reason: String) {
        self.action = action
        self.path = path
        self.reason = reason
    }

    package var description: String { "cannot \(action) \(path): \(reason)" }
}
