/// The file locks of the system, as the kernel tells them: asking for one to see whether it is free would take it.
struct LockTable {
    private let holders: [UInt64: Int32]

    /// - Parameter text: in the format of `/proc/locks`, see proc(5):
    ///   `1: FLOCK  ADVISORY  WRITE 708 08:01:1573 0 EOF`.
    init(_ text: String) {
        var holders: [UInt64: Int32] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            // What stands behind an arrow only waits.
            guard fields.count > 5, fields[1] == "FLOCK", let process = Int32(fields[4]),
                let inode = fields[5].split(separator: ":").last.flatMap({ UInt64($0) })
            else { continue }
            holders[inode] = process
        }
        self.holders = holders
    }

    /// Of the processes that this one can see; empty where the kernel does not tell.
    static func current() -> LockTable {
        LockTable(SystemFile.contents(of: "/proc/locks"))
    }

    /// The process with a lock on the file of that number, on whatever disk.
    func holder(ofInode inode: UInt64) -> Int32? { holders[inode] }
}
