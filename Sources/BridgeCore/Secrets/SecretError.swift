/// Why a secret cannot be used. It never says anything of the secret itself.
package enum SecretError: Error, Sendable, Equatable {
    case unreadable(path: String, why: String)
    case tooLarge(path: String)
    case empty(Secret)
    /// The secret is there, but not in the form that its use demands.
    case malformed(Secret, expected: String)
}

extension SecretError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let why): "cannot read the secret in \(path): \(why)"
        case .tooLarge(let path): "the secret in \(path) is larger than \(Secret.maximumBytes) bytes"
        case .empty(let secret): "the secret (\(secret)) is empty"
        case .malformed(let secret, let expected): "the secret (\(secret)) is not \(expected)"
        }
    }
}
