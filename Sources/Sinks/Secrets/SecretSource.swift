/// Where a secret comes from: written in the configuration, or in a file that is read when the secret is needed, so
/// that it can be replaced while the service runs.
package enum SecretSource: Sendable, Hashable {
    case literal(String)
    case file(path: String)

    /// The secret without the line ends and blanks around it.
    func read(_ file: SecretReader) throws(SecretError) -> String {
        let text =
            switch self {
            case .literal(let text): text
            case .file(let path): try Self.contents(of: path, file)
            }
        let secret = text.trimmingBlanks
        guard !secret.isEmpty else { throw .empty(self) }
        return secret
    }

    /// The secrets, of which a file may hold several, one to a line.
    func readLines(_ file: SecretReader) throws(SecretError) -> [String] {
        try read(file).split(whereSeparator: \.isNewline).map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
    }

    private static func contents(of path: String, _ read: SecretReader) throws(SecretError) -> String {
        do { return try read(path) } catch { throw .unreadable(path: path, why: "\(error)") }
    }

    var isFile: Bool {
        if case .file = self { true } else { false }
    }
}

/// Reads a whole small file. Handed in, because sinks do not touch the disk by themselves.
package typealias SecretReader = @Sendable (_ path: String) throws -> String

extension SecretSource: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .literal: "<redacted>"
        case .file(let path): "file \(path)"
        }
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a secret cannot be used. Never says anything of the secret itself.
package enum SecretError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(path: String, why: String)
    case empty(SecretSource)
    /// The secret is there, but not in the form that its use demands.
    case malformed(SecretSource, expected: String)

    package var description: String {
        switch self {
        case .unreadable(let path, let why): "cannot read the secret in \(path): \(why)"
        case .empty(let source): "the secret (\(source)) is empty"
        case .malformed(let source, let expected): "the secret (\(source)) is not \(expected)"
        }
    }

    /// Whether it may pass by itself: a file may be missing for a moment while it is being replaced.
    var mayPass: Bool {
        if case .malformed(.literal, _) = self { false } else { true }
    }
}

extension String {
    var trimmingBlanks: String {
        let kept = drop { $0.isWhitespace }
        return String(kept.prefix(kept.lastIndex { !$0.isWhitespace }.map { kept[...$0].count } ?? 0))
    }
}
