import Sinks
import Synchronization

/// A disk in memory that loses what was not synced when its power fails, and fails where it is told to.
final class FakeLineDisk: LineDisk {
    private struct File {
        var bytes: [UInt8] = []
        var synced = 0
    }

    private struct State {
        /// Files by their numbers, as a disk has them by inodes.
        var files: [Int32: File] = [:]
        var names: [String: Int32] = [:]
        var last: Int32 = 0
        var open = 0
        var syncs = 0
        /// Bytes that there is room for; nil: enough.
        var room: Int?
        var failing: [String: LineFileError.Cause] = [:]

        mutating func number(_ path: String) -> Int32 {
            if let known = names[path] { return known }
            last += 1
            names[path] = last
            files[last] = File()
            return last
        }
    }

    private let state = Mutex(State())

    func off<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value { work() }

    // MARK: What tests do and see

    func text(_ path: String) -> String? {
        state.withLock { state in
            state.names[path].map { String(decoding: state.files[$0]?.bytes ?? [], as: UTF8.self) }
        }
    }

    var names: [String] { state.withLock { $0.names.keys.sorted() } }
    var syncs: Int { state.withLock { $0.syncs } }
    var openFiles: Int { state.withLock { $0.open } }

    func fail(_ action: String, _ cause: LineFileError.Cause?) { state.withLock { $0.failing[action] = cause } }
    func leave(_ room: Int?) { state.withLock { $0.room = room } }

    /// What was not synced is gone, but for the first `kept` bytes of it.
    func losePower(keeping kept: Int = 0) {
        state.withLock { state in
            for number in state.files.keys {
                let file = state.files[number] ?? File()
                let count = min(file.bytes.count, file.synced + kept)
                state.files[number] = File(bytes: Array(file.bytes.prefix(count)), synced: count)
            }
        }
    }

    func write(_ text: String, to path: String) {
        state.withLock { state in
            let number = state.number(path)
            state.files[number] = File(bytes: Array(text.utf8), synced: text.utf8.count)
        }
    }

    func move(_ path: String, to other: String?) {
        state.withLock { state in
            let number = state.names.removeValue(forKey: path)
            if let other { state.names[other] = number }
        }
    }

    // MARK: LineDisk

    func open(_ path: String) throws(LineFileError) -> (OpenLineFile, size: Int, endsInLine: Bool) {
        try perform("open", path) { state in
            let number = state.number(path)
            state.open += 1
            let bytes = state.files[number]?.bytes ?? []
            return (OpenLineFile(descriptor: number), bytes.count, bytes.last.map { $0 == 0x0A } ?? true)
        }
    }

    func append(_ bytes: [UInt8], to file: OpenLineFile) throws(LineFileError) {
        let written = try perform("write", "\(file.descriptor)") { state in
            let count = min(bytes.count, state.room ?? .max)
            state.files[file.descriptor]?.bytes += bytes.prefix(count)
            state.room? -= count
            return count
        }
        if written < bytes.count { throw error("write", "\(file.descriptor)", .full) }
    }

    func sync(_ file: OpenLineFile) throws(LineFileError) {
        try perform("sync", "\(file.descriptor)") { state in
            state.syncs += 1
            let count = state.files[file.descriptor]?.bytes.count ?? 0
            state.files[file.descriptor]?.synced = count
        }
    }

    func close(_ file: OpenLineFile) { state.withLock { $0.open -= 1 } }

    func isAt(_ path: String, _ file: OpenLineFile) -> Bool { state.withLock { $0.names[path] == file.descriptor } }

    func rename(_ path: String, to other: String) throws(LineFileError) {
        try perform("rename", path) { state in
            guard let number = state.names.removeValue(forKey: path) else { return }
            state.names[other] = number
        }
    }

    func remove(_ path: String) throws(LineFileError) {
        try perform("remove", path) { _ = $0.names.removeValue(forKey: path) }
    }

    func syncFolder(of path: String) throws(LineFileError) { try perform("sync folder", path) { _ in } }
    func look(at path: String) throws(LineFileError) -> String { try perform("look", path) { _ in "fine" } }

    private func perform<Value: Sendable>(
        _ action: String, _ path: String, _ work: (inout sending State) -> Value
    ) throws(LineFileError) -> Value {
        if let cause = state.withLock({ $0.failing[action] }) { throw error(action, path, cause) }
        return state.withLock { work(&$0) }
    }

    private func error(_ action: String, _ path: String, _ cause: LineFileError.Cause) -> LineFileError {
        LineFileError(action: action, path: path, reason: "as the test wants it", cause: cause)
    }
}
