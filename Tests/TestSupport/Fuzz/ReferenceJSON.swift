package import BridgeCore

/// JSON read in the plainest way there is, one byte after the other, to hold the fast reader against.
package struct ReferenceJSON {
    private let bytes: [UInt8]
    private var place = 0

    private struct NotJSON: Error {}

    /// - Returns: `nil` if it is no JSON, or nested deeper than the fast reader goes.
    package static func value(_ bytes: [UInt8]) -> JSONValue? {
        var reader = ReferenceJSON(bytes: bytes)
        guard let value = try? reader.value(depth: 0) else { return nil }
        reader.skipBlanks()
        return reader.place == bytes.count ? value : nil
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var byte: Character? {
        place < bytes.count && bytes[place] < 0x80 ? Character(Unicode.Scalar(bytes[place])) : nil
    }

    private mutating func skipBlanks() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[place...].starts(with: text.utf8) else { return false }
        place += text.utf8.count
        return true
    }

    private mutating func expect(_ text: String) throws {
        guard take(text) else { throw NotJSON() }
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        skipBlanks()
        switch byte {
        case "{": return .object(try object(depth: depth + 1))
        case "[": return .array(try array(depth: depth + 1))
        case "\"": return .string(try string())
        case "t":
            try expect("true")
            return .bool(true)
        case "f":
            try expect("false")
            return .bool(false)
        case "n":
            try expect("null")
            return .null
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws -> [JSONMember] {
        guard depth <= JSONScanner.maximumDepth else { throw NotJSON() }
        var members: [JSONMember] = []
        try expect("{")
        skipBlanks()
        if take("}") { return members }
        repeat {
            skipBlanks()
            let name = try string()
            skipBlanks()
            try expect(":")
            members.append(JSONMember(name, try value(depth: depth)))
            skipBlanks()
        } while take(",")
        try expect("}")
        return members
    }

    private mutating func array(depth: Int) throws -> [JSONValue] {
        guard depth <= JSONScanner.maximumDepth else { throw NotJSON() }
        var elements: [JSONValue] = []
        try expect("[")
        skipBlanks()
        if take("]") { return elements }
        repeat {
            elements.append(try value(depth: depth))
            skipBlanks()
        } while take(",")
        try expect("]")
        return elements
    }

    private mutating func number() throws -> String {
        let start = place
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() throws {
        let start = place
        while let byte, byte.isASCII, byte.isWholeNumber { place += 1 }
        guard place > start else { throw NotJSON() }
    }

    private mutating func string() throws -> String {
        try expect("\"")
        var content: [UInt8] = []
        while !take("\"") {
            guard place < bytes.count, bytes[place] >= 0x20 else { throw NotJSON() }
            if take("\\") {
                content += Array(try escape().utf8)
            } else {
                content.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func escape() throws -> String {
        for (letter, text) in ["n": "\n", "r": "\r", "t": "\t", "b": "\u{8}", "f": "\u{C}"] where take(letter) {
            return text
        }
        for letter in ["\"", "\\", "/"] where take(letter) { return letter }
        try expect("u")
        var units = [try unit()]
        let isPaired = 0xD800..<0xDC00 ~= units[0] && bytes[place...].starts(with: "\\u".utf8)
        if isPaired {
            let back = place
            place += 2
            units.append(try unit())
            if !(0xDC00..<0xE000 ~= units[1]) {
                units.removeLast()
                place = back
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func unit() throws -> UInt16 {
        let digits = bytes[place...].prefix(4)
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == 4, text.allSatisfy(\.isHexDigit), let unit = UInt16(text, radix: 16) else {
            throw NotJSON()
        }
        place += 4
        return unit
    }
}
