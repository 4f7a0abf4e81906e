/// Why bytes are not the JSON that a reader needs, and where.
package enum JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Something other than `expected` stands at `offset` (bytes from the start of the text).
    case unexpected(expected: String, offset: Int)
    /// The text ends inside a value.
    case truncated(offset: Int)
    /// Nested deeper than ``JSONScanner/maximumDepth``.
    case tooDeep(offset: Int)

    package var description: String {
        switch self {
        case .unexpected(let expected, let offset): "not JSON as expected: no \(expected) at byte \(offset)"
        case .truncated(let offset): "JSON ends too early, at byte \(offset)"
        case .tooDeep(let offset): "JSON is nested too deeply at byte \(offset)"
        }
    }
}
