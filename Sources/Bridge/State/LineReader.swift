import BridgeCore

/// Reads a file of the cursor line by line, piece by piece: a large one never stands in memory as a whole.
struct LineReader {
    private static let pieceSize = 1 << 20
    private let disk: any StateDisk
    private let file: StateFile
    private var offset = 0
    private var piece: [UInt8] = []
    private var start = 0

    init(_ file: StateFile, on disk: any StateDisk) {
        self.file = file
        self.disk = disk
    }

    /// One line without its line feed.
    struct Line {
        var bytes: ArraySlice<UInt8>
        /// Whether a line feed ended it: the last line of a torn file has none.
        var isWhole: Bool
    }

    /// Whether the file is there at all.
    mutating func exists() async throws(DiskError) -> Bool {
        try await fill() != nil
    }

    /// The next line; `nil` at the end of the file. A line longer than any of ours comes in parts.
    mutating func next() async throws(DiskError) -> Line? {
        while true {
            if let end = piece[start...].firstIndex(of: 0x0A) {
                defer { start = end + 1 }
                return Line(bytes: piece[start..<end], isWhole: true)
            }
            let grew = piece.count - start < Journal.maximumLine ? try await fill() ?? false : false
            if grew { continue }
            guard start < piece.count else { return nil }
            defer { start = piece.count }
            return Line(bytes: piece[start...], isWhole: false)
        }
    }

    /// Reads on.
    /// - Returns: whether there was more; `nil` if there is no such file.
    private mutating func fill() async throws(DiskError) -> Bool? {
        guard let more = try await disk.read(file, from: offset, atMost: Self.pieceSize) else { return nil }
        offset += more.count
        piece.removeSubrange(..<start)
        start = 0
        piece.append(contentsOf: more)
        return !more.isEmpty
    }
}
