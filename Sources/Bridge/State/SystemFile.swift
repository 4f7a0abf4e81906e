import Glibc

/// The small files in which the kernel tells of itself.
enum SystemFile {
    private static let maximumBytes = 1 << 20

    /// The beginning of it; empty if it cannot be read.
    static func contents(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var all: [UInt8] = []
        while all.count < maximumBytes {
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = max(read(descriptor, buffer.baseAddress, buffer.count), 0)
            }
            guard !piece.isEmpty else { break }
            all += piece
        }
        return String(decoding: all, as: UTF8.self)
    }
}
