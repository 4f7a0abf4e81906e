/// Where a mail comes from or goes to: `local@domain` and nothing else.
///
/// Strict, because libcurl puts an address into a command as it is: a line break or a bracket in one would be another
/// command, or another recipient. Quoted local parts, address literals and letters beyond ASCII are not taken; a domain with
/// such letters is written as `xn--…`.
package struct MailAddress: Sendable, Hashable, CustomStringConvertible {
    /// The longest that SMTP carries (RFC 5321, 4.5.3.1.3).
    package static let maximumBytes = 254
    package let description: String

    /// - Returns: `nil` unless it is an address of that form.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumBytes, parts.count == 2, Self.isLocalPart(parts[0]),
            HostName.isWellFormed(parts[1])
        else { return nil }
        description = text
    }

    /// What stands behind the `@`.
    package var domain: String { String(description.drop { $0 != "@" }.dropFirst()) }

    /// A `dot-atom` of RFC 5322, 3.2.3.
    private static func isLocalPart(_ text: Substring.UTF8View) -> Bool {
        let atoms = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.count <= 64 && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isAtomByte) }
    }
}

/// The name of a host, as SMTP's commands carry it.
enum HostName {
    /// Letters, digits and hyphens, in labels between dots.
    static func isWellFormed(_ text: Substring.UTF8View) -> Bool {
        let labels = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
            }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    fileprivate var isAtomByte: Bool { isLetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(self) }
}
