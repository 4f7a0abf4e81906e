import Glibc

/// Which file system stands under which folder, as the kernel tells it.
struct MountTable {
    private var mounts: [(point: String, type: String)]

    /// - Parameter text: in the format of `/proc/self/mountinfo`, see proc(5).
    init(mountinfo text: String) {
        mounts = text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 4, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else { return nil }
            return (String(fields[4]), String(fields[dash + 1]))
        }
    }

    /// The table of this process; empty where the kernel does not tell.
    static func current() -> MountTable {
        MountTable(mountinfo: SystemFile.contents(of: "/proc/self/mountinfo"))
    }

    /// The name of the network file system that the folder is on; `nil` if it is on a disk of this machine.
    func networkFileSystem(of path: String) -> String? {
        guard let type = type(of: Self.resolved(path)), Self.isNetwork(type) else { return nil }
        return type
    }

    /// The type of the mount that is nearest above `path`; of two on one point, the later one hides the other.
    func type(of path: String) -> String? {
        let above = mounts.filter { $0.point == "/" || path == $0.point || path.hasPrefix($0.point + "/") }
        let longest = above.map(\.point.utf8.count).max()
        return above.last { $0.point.utf8.count == longest }?.type
    }

    private static func isNetwork(_ type: String) -> Bool {
        ["nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "glusterfs", "lustre", "afs"].contains(type)
            || ["fuse.sshfs", "fuse.ossfs", "fuse.s3fs", "fuse.glusterfs"].contains(type)
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        // `realpath` hands over memory that is ours to free.
        defer { free(real) }
        return String(cString: real)
    }
}
