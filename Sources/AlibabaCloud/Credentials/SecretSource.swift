#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where a secret is read from each time it is used, so that rotating a file needs no restart. It prints without the secret.
package enum SecretSource: Sendable, Equatable {
    case literal(String)
    /// A path; white space around its content is dropped.
    case file(String)

    /// Far more than any secret; a file beyond it is not one.
    private static let maximumBytes = 64 << 10

    /// - Throws: ``CredentialsError`` that names the file and the reason, never the content.
    package func read() throws(CredentialsError) -> String {
        switch self {
        case .literal(let secret): return secret
        case .file(let path): return try Self.read(path)
        }
    }

    private static func read(_ path: String) throws(CredentialsError) -> String {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: path)) } catch {
            throw .unusable("\(path) cannot be read")
        }
        guard data.count <= maximumBytes else { throw .unusable("\(path) is larger than \(maximumBytes) bytes") }
        let secret = String(decoding: data, as: UTF8.self).trimmed
        guard !secret.isEmpty else { throw .unusable("\(path) is empty") }
        return secret
    }
}

extension SecretSource: CustomStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .literal: "<redacted>"
        case .file(let path): "file \(path)"
        }
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
