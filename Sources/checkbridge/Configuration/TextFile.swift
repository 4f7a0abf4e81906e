import Foundation

/// What was found where a small text file was expected.
enum TextFile: Sendable, Equatable {
    case text(String)
    case unreadable
    case tooLarge

    /// Reads the whole file, but never more than one byte over `limit`.
    static func read(_ path: String, upTo limit: Int) -> TextFile {
        guard let bytes = bytes(path, upTo: limit + 1) else { return .unreadable }
        return bytes.count <= limit ? .text(String(decoding: bytes, as: UTF8.self)) : .tooLarge
    }

    /// The first bytes of a file, `limit` at most; `nil` if it cannot be read.
    static func bytes(_ path: String, upTo limit: Int) -> [UInt8]? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            let file = FileHandle(forReadingAtPath: path)
        else { return nil }
        defer { try? file.close() }
        guard var data = try? file.read(upToCount: limit) else { return [] }
        // It may be a secret's file: no copy stays behind.
        defer { data.resetBytes(in: data.startIndex..<data.endIndex) }
        return Array(data)
    }
}
