import Dispatch
import Glibc

/// The cursor's files in a folder of the system. What blocks runs on a queue of its own.
package struct FileDisk: StateDisk {
    private let folder: String
    /// Held as long as the disk is.
    private let lock: StateFolder?
    private let queue = DispatchQueue(label: "io.checkbridge.state")

    /// The files of a folder that is held by this process.
    package init(_ folder: StateFolder) {
        self.folder = folder.path
        lock = folder
    }

    /// The files of a folder that another process may hold: good for reading only.
    package init(reading folder: String) {
        self.folder = folder
        lock = nil
    }

    package func read(
        _ file: StateFile, from offset: Int, atMost count: Int
    ) async throws(DiskError) -> [UInt8]? {
        try await off { () throws(DiskError) in
            let descriptor = Glibc.open(path(file), O_RDONLY | O_CLOEXEC)
            if descriptor < 0, errno == ENOENT { return nil }
            guard descriptor >= 0 else { throw failure("open", file) }
            defer { Glibc.close(descriptor) }
            return try readPiece(descriptor, file, from: offset, atMost: count)
        }
    }

    package func create(_ file: StateFile) async throws(DiskError) -> OpenFile {
        try await open(file, at: path(file) + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, length: 0)
    }

    package func reopen(_ file: StateFile, length: Int) async throws(DiskError) -> OpenFile {
        let opened = try await open(file, at: path(file), O_WRONLY | O_CLOEXEC, length: length)
        do {
            try await sync(opened)
            try await off { () throws(DiskError) in try syncFolder() }
        } catch {
            await close(opened)
            throw error
        }
        return opened
    }

    package func append(_ bytes: [UInt8], to file: OpenFile) async throws(DiskError) {
        try await off { () throws(DiskError) in
            var rest = bytes[...]
            while !rest.isEmpty {
                // The buffer lives as long as the call, and the call keeps nothing.
                let count = rest.withUnsafeBytes { Glibc.write(file.descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure("write", file.file) }
                rest = rest.dropFirst(count)
            }
        }
    }

    package func sync(_ file: OpenFile) async throws(DiskError) {
        try await off { () throws(DiskError) in
            guard fdatasync(file.descriptor) == 0 else { throw failure("sync", file.file) }
        }
    }

    package func publish(_ file: OpenFile) async throws(DiskError) {
        try await off { () throws(DiskError) in
            guard fsync(file.descriptor) == 0 else { throw failure("sync", file.file) }
            guard rename(path(file.file) + ".new", path(file.file)) == 0 else { throw failure("replace", file.file) }
            try syncFolder()
        }
    }

    package func close(_ file: OpenFile) async {
        _ = try? await off { () throws(DiskError) in _ = Glibc.close(file.descriptor) }
    }

    private func open(
        _ file: StateFile, at path: String, _ flags: Int32, length: Int
    ) async throws(DiskError) -> OpenFile {
        try await off { () throws(DiskError) in
            let descriptor = Glibc.open(path, flags, 0o600)
            guard descriptor >= 0 else { throw failure("open", file) }
            guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
                let error = failure("cut", file)
                Glibc.close(descriptor)
                throw error
            }
            return OpenFile(descriptor: descriptor, file: file)
        }
    }

    private func readPiece(
        _ descriptor: Int32, _ file: StateFile, from offset: Int, atMost limit: Int
    ) throws(DiskError) -> [UInt8] {
        while true {
            var count = 0
            // `pread` writes at most the capacity, and `count` says how much of it is initialised.
            let piece = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialised in
                count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
                initialised = max(count, 0)
            }
            if count >= 0 { return piece }
            guard errno == EINTR else { throw failure("read", file) }
        }
    }

    /// A rename is durable only when its folder is.
    private func syncFolder() throws(DiskError) {
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskError(action: "open", path: folder, reason: systemReason()) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DiskError(action: "sync", path: folder, reason: systemReason()) }
    }

    private func path(_ file: StateFile) -> String { folder + "/" + file.rawValue }

    private func failure(_ action: String, _ file: StateFile) -> DiskError {
        DiskError(action: action, path: path(file), reason: systemReason())
    }

    private func off<Value: Sendable>(
        _ work: @escaping @Sendable () throws(DiskError) -> Value
    ) async throws(DiskError) -> Value {
        try await withCheckedContinuation { waiter in
            queue.async { waiter.resume(returning: Result(catching: work)) }
        }.get()
    }
}

/// What the system says of the last call that failed.
func systemReason() -> String {
    String(cString: strerror(errno))
}
