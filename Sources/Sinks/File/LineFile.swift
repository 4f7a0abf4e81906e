/// A file that whole lines are written to, and renamed when it is large. Its calls block.
struct LineFile {
    private let options: FileSink.Options
    private let disk: any LineDisk
    private var state = State.closed

    private enum State {
        case closed
        case open(OpenLineFile, size: Int, endsInLine: Bool)
    }

    init(_ options: FileSink.Options, on disk: any LineDisk) {
        (self.options, self.disk) = (options, disk)
    }

    /// The lines are on the disk when this returns. If it throws, some of them may be, and the last one in part.
    mutating func append(_ lines: [UInt8]) throws(LineFileError) {
        reopenIfMoved()
        try rotateIfFull(before: lines.count)
        try write(lines)
    }

    private mutating func write(_ lines: [UInt8]) throws(LineFileError) {
        let (file, size, endsInLine) = try opened()
        // What a crash or a full disk cut off stays a line of its own.
        let bytes = endsInLine ? lines : [0x0A] + lines
        do throws(LineFileError) {
            try disk.append(bytes, to: file)
            try disk.sync(file)
        } catch {
            // How much was written, and what a failed sync has lost, is looked at anew before anything is written again.
            close()
            throw error
        }
        state = .open(file, size: size + bytes.count, endsInLine: true)
    }

    private mutating func opened() throws(LineFileError) -> (OpenLineFile, size: Int, endsInLine: Bool) {
        if case .open(let file, let size, let endsInLine) = state { return (file, size, endsInLine) }
        let (file, size, endsInLine) = try disk.open(options.path)
        state = .open(file, size: size, endsInLine: endsInLine)
        return (file, size, endsInLine)
    }

    private mutating func close() {
        guard case .open(let file, _, _) = state else { return }
        state = .closed
        disk.close(file)
    }

    /// Somebody else may have renamed or removed the file: what is written to it now would end up elsewhere, or nowhere.
    private mutating func reopenIfMoved() {
        guard case .open(let file, _, _) = state, !disk.isAt(options.path, file) else { return }
        close()
    }
}

// MARK: - Rotation

extension LineFile {
    private mutating func rotateIfFull(before count: Int) throws(LineFileError) {
        guard let limit = options.maximumBytes else { return }
        let (_, size, _) = try opened()
        guard size > 0, size + count > limit else { return }
        close()
        try shift()
    }

    /// From the oldest on, so that a crash between two steps leaves a gap in the numbers, and loses nothing but what was to go.
    private func shift() throws(LineFileError) {
        guard options.kept > 0 else { return try disk.remove(options.path) }
        for number in stride(from: options.kept - 1, through: 1, by: -1) {
            try disk.rename(rotated(number), to: rotated(number + 1))
        }
        try disk.rename(options.path, to: rotated(1))
        try disk.syncFolder(of: options.path)
    }

    private func rotated(_ number: Int) -> String { "\(options.path).\(number)" }
}
