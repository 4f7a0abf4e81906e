/// What a service counts when it says how long a text may be.
package enum TextUnit: Sendable {
    case utf8, utf16
    /// The bytes that JSON makes of it, without the quotes.
    case json

    package func size(of text: some StringProtocol) -> Int {
        switch self {
        case .utf8: text.utf8.count
        case .utf16: text.utf16.count
        case .json: text.utf8.reduce(0) { $0 + Self.bytesInJSON(of: $1) }
        }
    }

    private static func bytesInJSON(of byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): 2
        case 0..<0x20: 6
        default: 1
        }
    }
}

extension Sequence<String> {
    /// As many of these pieces as fit into `limit`, with `…` where some were left out. No piece is ever cut.
    package func joined(fitting limit: Int, in unit: TextUnit) -> String {
        let ellipsis = "…"
        let shortened = limit - unit.size(of: ellipsis)
        var whole = ""
        var size = 0
        var head = 0
        for piece in self {
            size += unit.size(of: piece)
            guard size <= limit else {
                return shortened < 0 ? "" : String(decoding: whole.utf8.prefix(head), as: UTF8.self) + ellipsis
            }
            whole += piece
            if size <= shortened { head = whole.utf8.count }
        }
        return whole
    }
}

extension String {
    /// As much of this text as fits into `limit`, with `…` where something was cut.
    ///
    /// It is measured after `escape`, and cut only between characters as people see them: never inside an emoji, an
    /// accented letter or an escape.
    package func fitted(
        to limit: Int, in unit: TextUnit, escape: (Character) -> String = { String($0) }
    ) -> String {
        withoutActuallyEscaping(escape) { lazy.map($0).joined(fitting: limit, in: unit) }
    }

    /// This text on one line: control characters become spaces, runs of spaces one, and what would turn the direction
    /// of the text around it goes. Whatever a vendor or a stranger wrote, it cannot leave its place.
    package var onOneLine: String {
        var out = String.UnicodeScalarView()
        var wantsSpace = false
        for scalar in unicodeScalars where !scalar.overridesDirection {
            if scalar.isBlank {
                wantsSpace = true
                continue
            }
            if wantsSpace, !out.isEmpty { out.append(" ") }
            wantsSpace = false
            out.append(scalar)
        }
        return String(out)
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        properties.generalCategory == .control || properties.isWhitespace
    }

    fileprivate var overridesDirection: Bool {
        (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
}
