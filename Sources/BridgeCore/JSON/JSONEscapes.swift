/// The backslash escapes of JSON strings, both ways.
enum JSONEscapes {
    /// Resolves the escapes of what stands between two quotes. A lone surrogate becomes U+FFFD.
    static func resolve(_ content: ArraySlice<UInt8>) throws(JSONError) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(content.count)
        var rest = content
        while let byte = rest.popFirst() {
            guard byte == .backslash else {
                out.append(byte)
                continue
            }
            try appendEscape(&rest, to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func appendEscape(_ rest: inout ArraySlice<UInt8>, to out: inout [UInt8]) throws(JSONError) {
        guard let letter = rest.popFirst() else { throw .truncated(offset: rest.startIndex) }
        switch letter {
        case .quote, .backslash, UInt8(ascii: "/"): out.append(letter)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"): out.append(contentsOf: String(try scalar(&rest)).utf8)
        default: throw .unexpected(expected: "an escape of JSON", offset: rest.startIndex - 1)
        }
    }

    private static func scalar(_ rest: inout ArraySlice<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let high = try codeUnit(&rest)
        guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
        var ahead = rest
        guard ahead.popFirst() == .backslash, ahead.popFirst() == UInt8(ascii: "u"),
            case let low = try codeUnit(&ahead), (0xDC00..<0xE000).contains(low)
        else { return "\u{FFFD}" }
        rest = ahead
        return Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + UInt32(low) - 0xDC00) ?? "\u{FFFD}"
    }

    private static func codeUnit(_ rest: inout ArraySlice<UInt8>) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = rest.popFirst() else { throw .truncated(offset: rest.startIndex) }
            guard let value = digit.hexValue else {
                throw .unexpected(expected: "four hexadecimal digits", offset: rest.startIndex - 1)
            }
            unit = unit << 4 | UInt16(value)
        }
        return unit
    }

    /// Appends `text` between quotes, escaping no more than JSON demands.
    static func append(_ text: String, to out: inout [UInt8]) {
        out.append(.quote)
        if !appendPlain(text, to: &out) { appendEscaping(text, to: &out) }
        out.append(.quote)
    }

    /// Nearly every text is as it stands: it is copied in one piece.
    /// - Returns: whether it was.
    private static func appendPlain(_ text: String, to out: inout [UInt8]) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            // Looks at all of them, because that can be done many bytes at a time.
            guard bytes.reduce(true, { $0 && $1.isPlain }) else { return false }
            out.append(contentsOf: bytes)
            return true
        } ?? false
    }

    private static func appendEscaping(_ text: String, to out: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case .quote, .backslash: out.append(contentsOf: [.backslash, byte])
            case 0x0A: out.append(contentsOf: [.backslash, UInt8(ascii: "n")])
            case 0x0D: out.append(contentsOf: [.backslash, UInt8(ascii: "r")])
            case 0x09: out.append(contentsOf: [.backslash, UInt8(ascii: "t")])
            case 0..<0x20, 0x7F: out.append(contentsOf: controlEscape(byte))
            default: out.append(byte)
            }
        }
    }

    private static func controlEscape(_ byte: UInt8) -> [UInt8] {
        Array("\\u00".utf8) + [UInt8(hexadecimalDigit: byte >> 4), UInt8(hexadecimalDigit: byte & 15)]
    }
}

extension UInt8 {
    /// Whether it stands in a JSON string as it is.
    fileprivate var isPlain: Bool { self >= 0x20 && self != .quote && self != .backslash && self != 0x7F }

    /// The ASCII digit, in lower case, of a value below 16.
    init(hexadecimalDigit value: UInt8) {
        self = value < 10 ? .zero + value : UInt8(ascii: "a") + value - 10
    }

    /// The value of this ASCII hexadecimal digit.
    var hexValue: UInt8? {
        switch self {
        case .zero ... .nine: self - .zero
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
