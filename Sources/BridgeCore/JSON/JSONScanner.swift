/// Reads JSON (RFC 8259) straight from bytes, without building a tree of it.
///
/// What the vendor sends in megabytes is mostly not needed: a reader asks for the few members that matter and skips
/// the rest, which ``skip()`` hands back as the range of bytes it stood in. It never traps, whatever the bytes are.
/// Strings that are not valid UTF-8 are repaired, as every vendor's own reader does.
package struct JSONScanner {
    /// Deep enough for any answer that makes sense, shallow enough for the stack.
    package static let maximumDepth = 64

    /// What the next value is, told by its first byte.
    package enum Kind: Sendable { case object, array, string, number, bool, null, nothing }

    package let bytes: [UInt8]
    /// Offset of the next unread byte.
    package private(set) var position: Int
    private let end: Int
    private var depth = 0

    package init(_ bytes: [UInt8]) {
        self.init(bytes, in: bytes.indices)
    }

    /// Reads the value that stands in `range`, which must lie within `bytes`.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The kind of the next value; `nothing` at the end or where no value can start.
    package var next: Kind {
        mutating get {
            skipBlanks()
            guard position < end else { return .nothing }
            switch bytes[position] {
            case .openBrace: return .object
            case .openBracket: return .array
            case .quote: return .string
            case .minus, .zero ... .nine: return .number
            case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
            case UInt8(ascii: "n"): return .null
            default: return .nothing
            }
        }
    }

    /// Reads an object; `member` must read or skip exactly the value of the name it is given.
    package mutating func object(
        _ member: (String, inout JSONScanner) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open(.openBrace, "an object")
        if take(.closeBrace) { return leave() }
        repeat {
            let name = try string()
            try expect(.colon, "a colon")
            try member(name, &self)
        } while take(.comma)
        try expect(.closeBrace, "the end of the object")
        leave()
    }

    /// Reads an array; `element` must read or skip exactly one value each time it is called.
    package mutating func array(_ element: (inout JSONScanner) throws(JSONError) -> Void) throws(JSONError) {
        try open(.openBracket, "an array")
        if take(.closeBracket) { return leave() }
        repeat { try element(&self) } while take(.comma)
        try expect(.closeBracket, "the end of the array")
        leave()
    }

    /// Reads a string, its escapes resolved.
    package mutating func string() throws(JSONError) -> String {
        let (content, escaped) = try stringContent()
        guard escaped else { return String(decoding: bytes[content], as: UTF8.self) }
        return try JSONEscapes.resolve(bytes[content])
    }

    /// Reads `null` if it is next.
    package mutating func null() throws(JSONError) -> Bool {
        guard next == .null else { return false }
        try literal("null")
        return true
    }

    /// Reads `true` or `false`.
    package mutating func bool() throws(JSONError) -> Bool {
        skipBlanks()
        guard position < end, bytes[position] == UInt8(ascii: "t") else {
            try literal("false")
            return false
        }
        try literal("true")
        return true
    }

    /// Reads a number as it is written, so that no digit of a 64-bit id is lost.
    package mutating func number() throws(JSONError) -> String {
        String(decoding: bytes[try numberRange()], as: UTF8.self)
    }

    /// Skips the next value, whatever it is, and returns where it stands. What is skipped is checked all the same.
    @discardableResult
    package mutating func skip() throws(JSONError) -> Range<Int> {
        let kind = next
        let start = position
        switch kind {
        case .object:
            try object { (_, scanner) throws(JSONError) in try scanner.skip() }
        case .array: try array { (scanner) throws(JSONError) in try scanner.skip() }
        case .string: try skipString()
        case .number: _ = try numberRange()
        case .bool: _ = try bool()
        case .null: _ = try null()
        case .nothing: throw stop("a value")
        }
        return start..<position
    }

    /// What is skipped may be spliced into an event, so its escapes must be good ones.
    private mutating func skipString() throws(JSONError) {
        let (content, escaped) = try stringContent()
        if escaped { _ = try JSONEscapes.resolve(bytes[content]) }
    }

    /// Checks that nothing but blanks follows.
    package mutating func finish() throws(JSONError) {
        skipBlanks()
        guard position == end else { throw stop("the end of the text") }
    }
}

extension JSONScanner {
    private mutating func skipBlanks() {
        while position < end, bytes[position] <= .space, bytes[position].isJSONBlank { position += 1 }
    }

    private mutating func open(_ byte: UInt8, _ name: String) throws(JSONError) {
        try expect(byte, name)
        depth += 1
        guard depth <= Self.maximumDepth else { throw .tooDeep(offset: position) }
    }

    private mutating func leave() {
        depth -= 1
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ name: @autoclosure () -> String) throws(JSONError) {
        guard take(byte) else { throw stop(name()) }
    }

    private mutating func literal(_ word: StaticString) throws(JSONError) {
        skipBlanks()
        for scalar in "\(word)".utf8 {
            guard position < end, bytes[position] == scalar else { throw stop("\(word)") }
            position += 1
        }
    }

    /// The bytes between the quotes, and whether any of them is an escape.
    private mutating func stringContent() throws(JSONError) -> (Range<Int>, escaped: Bool) {
        try expect(.quote, "a string")
        let start = position
        var escaped = false
        while position < end {
            switch bytes[position] {
            case .quote:
                position += 1
                return (start..<(position - 1), escaped)
            case .backslash:
                escaped = true
                position += 2
            case 0..<0x20: throw stop("a string without control characters")
            default: position += 1
            }
        }
        throw .truncated(offset: end)
    }

    private mutating func numberRange() throws(JSONError) -> Range<Int> {
        skipBlanks()
        let start = position
        if position < end, bytes[position] == .minus { position += 1 }
        let whole = position
        try digits()
        guard bytes[whole] != .zero || position == whole + 1 else { throw stop("a number without a leading zero") }
        if position < end, bytes[position] == .point {
            position += 1
            try digits()
        }
        if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < end, bytes[position] == .plus || bytes[position] == .minus { position += 1 }
            try digits()
        }
        return start..<position
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while position < end, (.zero ... .nine).contains(bytes[position]) { position += 1 }
        guard position > start else { throw stop("a digit") }
    }

    private func stop(_ expected: String) -> JSONError {
        position < end ? .unexpected(expected: expected, offset: position) : .truncated(offset: end)
    }
}

extension UInt8 {
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let point = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")

    fileprivate var isJSONBlank: Bool { self == .space || self == 0x0A || self == 0x0D || self == 0x09 }
}
