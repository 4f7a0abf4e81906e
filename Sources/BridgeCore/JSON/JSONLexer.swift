/// Walks over JSON (RFC 8259) and says where its parts end: the grammar, and nothing of what the parts mean.
///
/// Nearly all of the megabytes that a poll brings is walked over and never looked at again, so there is no copy, no
/// closure and no call for each value. It is handed the bytes each time, always the same ones, because it may not keep
/// a span of them. Where something is wrong, the position is that of the offending byte.
struct JSONLexer {
    /// Offset of the next unread byte.
    private(set) var position: Int
    /// No byte from here on is read.
    let end: Int
    /// How many objects and arrays are open.
    private(set) var depth = 0
    /// Which of those that ``value(_:)`` opened are objects, the innermost in the lowest bit.
    private var objects: UInt64 = 0

    init(in range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    var isTooDeep: Bool { depth > JSONScanner.maximumDepth }

    /// The next byte that is no blank; 0 at the end.
    @inline(__always)
    mutating func next(_ bytes: Span<UInt8>) -> UInt8 {
        while position < end, bytes[position] <= .space, bytes[position].isJSONBlank { position += 1 }
        return position < end ? bytes[position] : 0
    }

    /// Passes blanks, and `byte` if it comes next.
    @inline(__always)
    mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard next(bytes) == byte else { return false }
        position += 1
        return true
    }

    /// Passes the opening bracket of an object or array.
    @inline(__always)
    mutating func open(_ bracket: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard take(bracket, bytes) else { return false }
        depth += 1
        return !isTooDeep
    }

    /// Passes its closing bracket.
    @inline(__always)
    mutating func close(_ bracket: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard take(bracket, bytes) else { return false }
        depth -= 1
        return true
    }
}

// MARK: - Whole values

extension JSONLexer {
    /// What was passed.
    private enum Step {
        /// The last byte of a value.
        case ended
        /// What stands before another value.
        case opened
        /// Something that is no JSON.
        case wrong
    }

    /// Passes the next value, whatever it is.
    mutating func value(_ bytes: Span<UInt8>) -> Bool {
        let outside = depth
        while true {
            var step = begin(bytes)
            if step == .ended { step = leave(bytes, to: outside) }
            if step != .opened { return step == .ended }
        }
    }

    /// Passes a value, or what stands before the first that it holds.
    @inline(__always)
    private mutating func begin(_ bytes: Span<UInt8>) -> Step {
        switch next(bytes) {
        case .quote: return string(bytes) == nil ? .wrong : .ended
        case .openBrace: return enter(.openBrace, .closeBrace, bytes)
        case .openBracket: return enter(.openBracket, .closeBracket, bytes)
        case .minus, .zero ... .nine: return number(bytes) ? .ended : .wrong
        case UInt8(ascii: "t"): return word("true", bytes) ? .ended : .wrong
        case UInt8(ascii: "f"): return word("false", bytes) ? .ended : .wrong
        case UInt8(ascii: "n"): return word("null", bytes) ? .ended : .wrong
        default: return .wrong
        }
    }

    @inline(__always)
    private mutating func enter(_ bracket: UInt8, _ closing: UInt8, _ bytes: Span<UInt8>) -> Step {
        guard open(bracket, bytes) else { return .wrong }
        if close(closing, bytes) { return .ended }
        let isObject = bracket == .openBrace
        objects = objects << 1 | (isObject ? 1 : 0)
        return !isObject || name(bytes) != nil ? .opened : .wrong
    }

    /// Behind a value: passes what ends with it, until only `outside` are open or another value comes.
    @inline(__always)
    private mutating func leave(_ bytes: Span<UInt8>, to outside: Int) -> Step {
        while depth > outside {
            let isObject = objects & 1 == 1
            if take(.comma, bytes) { return !isObject || name(bytes) != nil ? .opened : .wrong }
            guard close(isObject ? .closeBrace : .closeBracket, bytes) else { return .wrong }
            objects >>= 1
        }
        return .ended
    }
}

// MARK: - Members

extension JSONLexer {
    /// What came of passing members.
    enum Member {
        /// This one's value is next.
        case wanted(String)
        /// There is no other, and none of them is wanted.
        case unwanted
        /// There is no member where one must be, or its value is none.
        case wrong
    }

    /// Passes members until one of `names` comes.
    mutating func member(of names: JSONNames, _ bytes: Span<UInt8>) -> Member {
        repeat {
            guard let name = name(bytes) else { return .wrong }
            if let wanted = names.match(name, in: bytes) { return .wanted(wanted) }
            guard value(bytes) else { return .wrong }
        } while take(.comma, bytes)
        return .unwanted
    }
}

// MARK: - Tokens

extension JSONLexer {
    /// The content of a string: where it stands, and whether any of it is an escape.
    typealias Content = (range: Range<Int>, isEscaped: Bool)

    /// Passes a member's name and its colon.
    @inline(__always)
    mutating func name(_ bytes: Span<UInt8>) -> Content? {
        guard let name = string(bytes), take(.colon, bytes) else { return nil }
        return name
    }

    /// Passes a string, whose escapes are good ones.
    @inline(__always)
    mutating func string(_ bytes: Span<UInt8>) -> Content? {
        guard take(.quote, bytes) else { return nil }
        let start = position
        var isEscaped = false
        while true {
            passPlain(bytes)
            guard position < end else { return nil }
            if bytes[position] == .quote {
                position += 1
                return (start..<(position - 1), isEscaped)
            }
            isEscaped = true
            guard escape(bytes) else { return nil }
        }
    }

    /// Passes what stands for itself in a string, eight bytes at a time while there are as many.
    @inline(__always)
    private mutating func passPlain(_ bytes: Span<UInt8>) {
        while position + 8 <= end {
            // Not unsafe: any eight bytes are a number, and the offset is checked.
            let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            let special = UInt64(littleEndian: word).bytesThatEndPlainText
            if special != 0 {
                position += special.trailingZeroBitCount >> 3
                return
            }
            position += 8
        }
        while position < end, bytes[position].isPlainText { position += 1 }
    }

    private mutating func escape(_ bytes: Span<UInt8>) -> Bool {
        guard bytes[position] == .backslash else { return false }
        position += 1
        guard position < end else { return false }
        switch bytes[position] {
        case .quote, .backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
            return true
        case UInt8(ascii: "u"):
            position += 1
            return hexadecimalDigits(4, bytes)
        default: return false
        }
    }

    private mutating func hexadecimalDigits(_ count: Int, _ bytes: Span<UInt8>) -> Bool {
        for _ in 0..<count {
            guard position < end, bytes[position].hexValue != nil else { return false }
            position += 1
        }
        return true
    }

    /// Passes `true`, `false` or `null`.
    mutating func word(_ word: String, _ bytes: Span<UInt8>) -> Bool {
        _ = next(bytes)
        for letter in word.utf8 {
            guard position < end, bytes[position] == letter else { return false }
            position += 1
        }
        return true
    }

    /// Passes a number.
    @inline(__always)
    mutating func number(_ bytes: Span<UInt8>) -> Bool {
        _ = take(.minus, bytes)
        let first = position
        guard digits(bytes) else { return false }
        guard bytes[first] != .zero || position == first + 1 else { return false }
        return fraction(bytes) && exponent(bytes)
    }

    @inline(__always)
    private mutating func fraction(_ bytes: Span<UInt8>) -> Bool {
        guard position < end, bytes[position] == .point else { return true }
        position += 1
        return digits(bytes)
    }

    @inline(__always)
    private mutating func exponent(_ bytes: Span<UInt8>) -> Bool {
        guard position < end, bytes[position] | 0x20 == UInt8(ascii: "e") else { return true }
        position += 1
        if position < end, bytes[position] == .plus || bytes[position] == .minus { position += 1 }
        return digits(bytes)
    }

    @inline(__always)
    private mutating func digits(_ bytes: Span<UInt8>) -> Bool {
        let start = position
        while position < end, (.zero ... .nine).contains(bytes[position]) { position += 1 }
        return position > start
    }
}

extension UInt64 {
    /// The high bit of each byte that is a quote, a backslash or a control character. Only the lowest is certain:
    /// subtracting borrows from the bytes above it.
    fileprivate var bytesThatEndPlainText: UInt64 {
        let quotes = self ^ 0x2222_2222_2222_2222
        let backslashes = self ^ 0x5C5C_5C5C_5C5C_5C5C
        return (self &- 0x2020_2020_2020_2020) & ~self & 0x8080_8080_8080_8080
            | (quotes &- 0x0101_0101_0101_0101) & ~quotes & 0x8080_8080_8080_8080
            | (backslashes &- 0x0101_0101_0101_0101) & ~backslashes & 0x8080_8080_8080_8080
    }
}

extension UInt8 {
    fileprivate var isPlainText: Bool { self >= 0x20 && self != .quote && self != .backslash }
    fileprivate var isJSONBlank: Bool { self == .space || self == 0x0A || self == 0x0D || self == 0x09 }
}
