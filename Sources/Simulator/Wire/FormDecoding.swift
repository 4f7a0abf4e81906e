/// Undoes percent-encoding. An escape that is none stays as it is. It shares nothing with the code that encodes, whose
/// work it has to check.
enum FormDecoding {
    /// - Parameter plusIsSpace: true for queries and forms, false for paths.
    static func decode(_ text: Substring, plusIsSpace: Bool = true) -> String {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+") where plusIsSpace: out.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"): out.append(escaped(&rest) ?? byte)
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func escaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy(\.isHexDigit),
            let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        rest = rest.dropFirst(2)
        return value
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { Character(UnicodeScalar(self)).isHexDigit }
}
