/// A value that must not be shown: written in the configuration, or kept in a file that is read whenever the value is
/// needed, so that it can be rotated while the service runs.
package enum Secret: Sendable, Hashable {
    case literal(String)
    /// The path of the file.
    case file(String)

    /// The most that a file may hold; what is larger is no secret.
    package static let maximumBytes = 64 << 10

    /// The secret as it is now, without the white space around it.
    package func read(_ file: SecretReader) throws(SecretError) -> String {
        let secret = try text(file).trimmed
        guard !secret.isEmpty else { throw .empty(self) }
        return secret
    }

    /// The secrets, of which a file may hold several, one to a line.
    package func readLines(_ file: SecretReader) throws(SecretError) -> [String] {
        try read(file).split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    package var isFile: Bool {
        if case .file = self { true } else { false }
    }

    private func text(_ file: SecretReader) throws(SecretError) -> String {
        switch self {
        case .literal(let text): text
        case .file(let path): try Self.contents(of: path, file)
        }
    }

    private static func contents(of path: String, _ read: SecretReader) throws(SecretError) -> String {
        var bytes: [UInt8]
        do { bytes = try read(path, maximumBytes + 1) } catch { throw .unreadable(path: path, why: "\(error)") }
        defer { bytes.wipe() }
        guard bytes.count <= maximumBytes else { throw .tooLarge(path: path) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Reads the beginning of a file, never more than `limit` bytes of it: what is named as a secret may be a device that
/// does not end. It is handed in, because only the edge of the program touches the disk.
package typealias SecretReader = @Sendable (_ path: String, _ limit: Int) throws -> [UInt8]

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .literal: "<redacted>"
        case .file(let path): "file \(path)"
        }
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
