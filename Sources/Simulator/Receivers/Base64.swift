#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Base64 with its padding, as whoever receives it has to read it.
enum Base64 {
    /// - Returns: `nil` if it is none, or no UTF-8.
    static func text(_ encoded: String) -> String? {
        Data(base64Encoded: encoded).flatMap { String(data: $0, encoding: .utf8) }
    }
}
