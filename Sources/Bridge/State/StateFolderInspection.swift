import Glibc

/// What can be seen of a state folder without taking or changing anything: a service may be running on it.
package struct StateFolderInspection: Sendable, Equatable {
    package enum Folder: Sendable, Equatable {
        /// There, and this user may read and write it.
        case usable
        /// Not there yet, but it can be made in this folder.
        case missing(within: String)
        /// In the system's words.
        case unusable(path: String, reason: String)
    }

    package var folder: Folder
    /// The name of the network file system that it is on; `nil` if it is on a disk of this machine.
    package var network: String?
    /// The process that holds the folder, as far as the kernel tells it.
    package var holder: Int32?
    /// What this user may still write there, in bytes; `nil` if it is not known.
    package var free: UInt64?

    package init(folder: Folder, network: String? = nil, holder: Int32? = nil, free: UInt64? = nil) {
        self.folder = folder
        self.network = network
        self.holder = holder
        self.free = free
    }

    package init(of path: String) {
        folder = Self.folder(path)
        let existing = Self.nearestExisting(path)
        network = MountTable.current().networkFileSystem(of: existing)
        holder = Self.inode(path + "/lock").flatMap { LockTable.current().holder(ofInode: $0) }
        free = Self.freeBytes(existing)
    }

    private static func folder(_ path: String) -> Folder {
        let existing = nearestExisting(path)
        var info = stat()
        guard stat(existing, &info) == 0 else { return .unusable(path: existing, reason: systemReason()) }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            return .unusable(path: existing, reason: String(cString: strerror(ENOTDIR)))
        }
        guard access(existing, R_OK | W_OK | X_OK) == 0 else {
            return .unusable(path: existing, reason: systemReason())
        }
        return existing == path ? .usable : .missing(within: existing)
    }

    /// The path itself, or the nearest folder above it that is there.
    private static func nearestExisting(_ path: String) -> String {
        var path = path
        while access(path, F_OK) != 0, errno == ENOENT, let slash = path.lastIndex(of: "/") {
            path = slash == path.startIndex ? "/" : String(path[..<slash])
            if path == "/" { return path }
        }
        return access(path, F_OK) != 0 && errno == ENOENT ? "." : path
    }

    private static func inode(_ file: String) -> UInt64? {
        var info = stat()
        return stat(file, &info) == 0 ? UInt64(info.st_ino) : nil
    }

    private static func freeBytes(_ path: String) -> UInt64? {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { return nil }
        return UInt64(info.f_bavail) * UInt64(info.f_frsize)
    }
}
