/// A value that must not be shown: written into the configuration, or kept in a file that is read whenever the value
/// is needed, so that it can be rotated.
enum Secret: Sendable, Equatable {
    case literal(String)
    case file(String)

    /// The most that is read of a secret's file, in bytes.
    static let maximumSize = 65_536

    /// The value as it is now, without the white space around it.
    /// - Throws: ``SecretError``; it names the file, never what is in it.
    func value() throws(SecretError) -> String {
        switch self {
        case .literal(let text): return text
        case .file(let path): return try Self.read(path)
        }
    }

    /// The file that the value comes from, if any.
    var path: String? {
        guard case .file(let path) = self else { return nil }
        return path
    }

    private static func read(_ path: String) throws(SecretError) -> String {
        switch TextFile.read(path, upTo: maximumSize) {
        case .unreadable: throw .unreadable(path: path)
        case .tooLarge: throw .tooLarge(path: path)
        case .text(let text):
            let trimmed = text.trimmingSpace
            guard !trimmed.isEmpty else { throw .empty(path: path) }
            return trimmed
        }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "<redacted>" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a secret could not be read.
enum SecretError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(path: String)
    case tooLarge(path: String)
    case empty(path: String)

    var description: String {
        switch self {
        case .unreadable(let path): "the file \(path) cannot be read"
        case .tooLarge(let path): "the file \(path) is larger than \(Secret.maximumSize) bytes"
        case .empty(let path): "the file \(path) is empty"
        }
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingSpace: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
