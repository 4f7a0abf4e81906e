/// The percent-encoding of URLs (RFC 3986, 2.1).
package enum PercentEncoding {
    /// Every byte but the unreserved ones is encoded.
    package static func component(_ text: String) -> String {
        encode(text, isKept: \.isUnreserved)
    }

    /// Every byte for which `isKept` is false is encoded, in upper case.
    package static func encode(_ text: String, isKept: (UInt8) -> Bool) -> String {
        if text.utf8.allSatisfy(isKept) { return text }
        let hex = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            out += isKept(byte) ? [byte] : [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// What is not a valid encoding stays as it is.
    package static func decode(_ text: String) -> String {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                out.append(value)
                rest = rest.dropFirst(2)
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension UInt8 {
    /// RFC 3986, 2.3.
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), .zero ... .nine: true
        case .minus, .point, UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
