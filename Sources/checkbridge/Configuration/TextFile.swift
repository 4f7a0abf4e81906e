import Foundation

/// What was found where a small text file was expected.
enum TextFile: Sendable, Equatable {
    case text(String)
    case unreadable
    case tooLarge

    /// Reads the whole file, but never more than one byte over `limit`.
    static func read(_ path: String, upTo limit: Int) -> TextFile {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            let file = FileHandle(forReadingAtPath: path)
        else { return .unreadable }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: limit + 1) else { return .text("") }
        return data.count <= limit ? .text(String(decoding: data, as: UTF8.self)) : .tooLarge
    }
}
