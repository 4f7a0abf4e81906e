import Glibc

/// The folder `state_dir`: made if missing, private, on a disk of this machine, and held by one process at a time.
///
/// The lock lasts as long as this object, and the system lets it go if the process is killed.
package final class StateFolder: Sendable {
    package let path: String
    private let lock: Int32

    /// - Parameter allowsNetwork: whether a network file system will do, on which neither locks nor fsync can be
    ///   relied upon.
    package init(_ path: String, allowsNetwork: Bool = false) throws(StateFolderError) {
        self.path = path
        try Self.make(path)
        if !allowsNetwork, let name = MountTable.current().networkFileSystem(of: path) {
            throw .onNetwork(path: path, name: name)
        }
        lock = try Self.lock(path)
    }

    /// Unlocked first: a process that is just being forked holds the file for a moment longer.
    deinit {
        release()
        close(lock)
    }

    /// Lets another have the folder, before this object is gone: to be called by whoever knows that nobody writes in it
    /// any more.
    package func release() {
        flock(lock, LOCK_UN)
    }

    private static func make(_ path: String) throws(StateFolderError) {
        var partial = ""
        for component in path.split(separator: "/", omittingEmptySubsequences: true) {
            partial += (partial.isEmpty && !path.hasPrefix("/") ? "" : "/") + component
            guard mkdir(partial, 0o700) != 0, errno != EEXIST else { continue }
            var info = stat()
            guard stat(partial, &info) != 0 else { continue }
            throw .unusable(path: partial, reason: systemReason())
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else { throw .unusable(path: path, reason: systemReason()) }
    }

    private static func lock(_ path: String) throws(StateFolderError) -> Int32 {
        let file = path + "/lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: file, reason: systemReason()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(path: path, owner: owner(file))
        }
        ftruncate(descriptor, 0)
        _ = "\(getpid())\n".withCString { write(descriptor, $0, strlen($0)) }
        return descriptor
    }

    /// The process that holds the lock, as it wrote itself down.
    private static func owner(_ file: String) -> String? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            count = max(read(descriptor, buffer.baseAddress, buffer.count), 0)
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
}

/// Why a folder can not hold the cursor.
package enum StateFolderError: Error, Sendable, Equatable, CustomStringConvertible {
    case unusable(path: String, reason: String)
    case inUse(path: String, owner: String?)
    case onNetwork(path: String, name: String)

    package var description: String {
        switch self {
        case .unusable(let path, let reason):
            "cannot use \(path) for the state: \(reason). Give state_dir a folder that this user may write to."
        case .inUse(let path, let owner):
            "another checkbridge\(owner.map { " (process \($0))" } ?? "") is using \(path). "
                + "Two on one state would tell everything twice: stop it, or give this one another state_dir."
        case .onNetwork(let path, let name):
            "\(path) is on a network file system (\(name)), where locks and fsync can not be relied upon. "
                + "Use a disk of this machine, or set allow_network_state_dir: true if you know better."
        }
    }
}
