/// One header field, of a request or of a response. Its value may be a secret: it prints as `<redacted>`.
package struct HTTPHeader: Sendable, Hashable {
    /// A token as RFC 9110 has it; compared without regard to case.
    package var name: String
    /// Any bytes but CR, LF and NUL; a request with one of these is refused.
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension HTTPHeader {
    /// Whether it can go over the wire without becoming another header, or the end of the headers.
    var isWellFormed: Bool {
        !name.isEmpty && name.utf8.allSatisfy(\.isTokenByte)
            && !value.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }
    }

    /// Whether it says where the body ends. That is the transport's business: a wrong one would smuggle a second request.
    var isFraming: Bool { isNamed("Content-Length") || isNamed("Transfer-Encoding") }

    func isNamed(_ other: String) -> Bool {
        name.utf8.elementsEqual(other.utf8) { $0.asciiLowercase == $1.asciiLowercase }
    }
}

extension HTTPHeader: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(name): <redacted>" }
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

extension UInt8 {
    var asciiLowercase: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    /// `tchar` of RFC 9110, section 5.6.2.
    fileprivate var isTokenByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: false
        }
    }
}
