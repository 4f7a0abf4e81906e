import Dispatch
import Glibc
import Sinks

/// Files of lines on the system's disk. What blocks runs on a queue of its own.
final class SystemLineDisk: LineDisk {
    private let queue = DispatchQueue(label: "io.checkbridge.lines")

    func off<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { waiter in
            queue.async { waiter.resume(returning: work()) }
        }
    }

    func open(_ path: String) throws(LineFileError) -> (OpenLineFile, size: Int, endsInLine: Bool) {
        // Of a pipe nobody reads, opening would never end without the second flag.
        let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw LineFileError("open", path) }
        do throws(LineFileError) {
            let size = try Self.size(descriptor, path)
            // The file may be new: without this a crash could take it away with all that is in it.
            if size == 0 { try Self.sync(folderOf: path) }
            return (OpenLineFile(descriptor: descriptor), size, try Self.endsInLine(descriptor, size, path))
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    func append(_ bytes: [UInt8], to file: OpenLineFile) throws(LineFileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = write(file.descriptor, Array(rest), rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw LineFileError("write to", Self.path(of: file)) }
            rest = rest.dropFirst(count)
        }
    }

    func sync(_ file: OpenLineFile) throws(LineFileError) {
        guard fsync(file.descriptor) == 0 else { throw LineFileError("sync", Self.path(of: file)) }
    }

    func close(_ file: OpenLineFile) {
        _ = Glibc.close(file.descriptor)
    }

    func isAt(_ path: String, _ file: OpenLineFile) -> Bool {
        var (named, held) = (stat(), stat())
        return stat(path, &named) == 0 && fstat(file.descriptor, &held) == 0 && named.st_ino == held.st_ino
            && named.st_dev == held.st_dev
    }

    func rename(_ path: String, to other: String) throws(LineFileError) {
        guard Glibc.rename(path, other) == 0 || errno == ENOENT else { throw LineFileError("rename", path) }
    }

    func remove(_ path: String) throws(LineFileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw LineFileError("remove", path) }
    }

    func syncFolder(of path: String) throws(LineFileError) {
        try Self.sync(folderOf: path)
    }

    func look(at path: String) throws(LineFileError) -> String {
        var info = stat()
        guard stat(path, &info) == 0 else {
            try Self.look(atFolder: Self.folder(of: path))
            return "\(path) is not there yet and can be made"
        }
        guard info.isRegular else { throw LineFileError(notAFile: path) }
        guard access(path, R_OK | W_OK) == 0 else { throw LineFileError("write to", path) }
        return "\(path) can be written to and has \(info.st_size) bytes"
    }
}

extension SystemLineDisk {
    private static func size(_ descriptor: Int32, _ path: String) throws(LineFileError) -> Int {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw LineFileError("look at", path) }
        guard info.isRegular else { throw LineFileError(notAFile: path) }
        return Int(info.st_size)
    }

    private static func look(atFolder folder: String) throws(LineFileError) {
        var info = stat()
        guard stat(folder, &info) == 0 else { throw LineFileError("write in", folder) }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            throw LineFileError(action: "write in", path: folder, reason: "it is not a folder", cause: .noFolder)
        }
        guard access(folder, W_OK | X_OK) == 0 else { throw LineFileError("write in", folder) }
    }

    private static func endsInLine(_ descriptor: Int32, _ size: Int, _ path: String) throws(LineFileError) -> Bool {
        guard size > 0 else { return true }
        var last: UInt8 = 0
        // One byte, into one.
        guard pread(descriptor, &last, 1, off_t(size - 1)) == 1 else { throw LineFileError("read", path) }
        return last == 0x0A
    }

    private static func sync(folderOf path: String) throws(LineFileError) {
        let folder = folder(of: path)
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LineFileError("open", folder) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw LineFileError("sync", folder) }
    }

    private static func folder(of path: String) -> String {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }

    /// As the system knows it, for messages.
    private static func path(of file: OpenLineFile) -> String {
        var name = [CChar](repeating: 0, count: Int(PATH_MAX))
        // One byte less than there is room for: the system ends nothing with a zero here.
        let count = readlink("/proc/self/fd/\(file.descriptor)", &name, name.count - 1)
        return count > 0 ? String(decoding: name[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : "the file"
    }
}

extension stat {
    fileprivate var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
}

extension LineFileError {
    /// What the system says of the last call that failed.
    fileprivate init(_ action: String, _ path: String) {
        let code = errno
        self.init(action: action, path: path, reason: String(cString: strerror(code)), cause: Cause(code))
    }

    fileprivate init(notAFile path: String) {
        self.init(action: "write to", path: path, reason: "it is not a regular file", cause: .notAFile)
    }
}

extension LineFileError.Cause {
    fileprivate init(_ code: Int32) {
        self =
            switch code {
            case ENOENT, ENOTDIR: .noFolder
            case EACCES, EPERM: .notPermitted
            case EROFS: .readOnly
            case ENOSPC, EDQUOT, EFBIG: .full
            case EISDIR, ENXIO: .notAFile
            default: .other
            }
    }
}
