import BridgeCore

/// The files that secrets are kept in: where reading a ``Secret`` meets the disk.
enum SecretFile {
    /// A ``SecretReader``.
    @Sendable static func read(_ path: String, _ limit: Int) throws -> [UInt8] {
        guard let bytes = TextFile.bytes(path, upTo: limit) else { throw Unreadable() }
        return bytes
    }

    private struct Unreadable: Error, CustomStringConvertible {
        var description: String { "there is no such file, or this user may not read it" }
    }
}
