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
    private var lexer: JSONLexer

    package init(_ bytes: [UInt8]) {
        self.init(bytes, in: bytes.indices)
    }

    /// Reads the value that stands in `range`, which must lie within `bytes`.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        lexer = JSONLexer(in: range)
    }

    /// Offset of the next unread byte.
    package var position: Int { lexer.position }

    /// The kind of the next value; `nothing` at the end or where no value can start.
    package var next: Kind {
        mutating get {
            switch walk({ $0.next($1) }) {
            case .openBrace: .object
            case .openBracket: .array
            case .quote: .string
            case .minus, .zero ... .nine: .number
            case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
            case UInt8(ascii: "n"): .null
            default: .nothing
            }
        }
    }

    /// Reads an object; `member` must read or skip exactly the value of the name it is given.
    package mutating func object(
        _ member: (String, inout JSONScanner) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open(.openBrace, "an object")
        if walk({ $0.close(.closeBrace, $1) }) { return }
        repeat {
            let name = try string()
            guard walk({ $0.take(.colon, $1) }) else { throw stop("a colon") }
            try member(name, &self)
        } while walk({ $0.take(.comma, $1) })
        try close(.closeBrace, "the end of the object")
    }

    /// Reads those members of an object that are among `names` and skips the others, much faster than a reader of all
    /// of them could; `member` as for ``object(_:)``.
    package mutating func object(
        of names: JSONNames, _ member: (String, inout JSONScanner) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open(.openBrace, "an object")
        if walk({ $0.close(.closeBrace, $1) }) { return }
        repeat {
            switch walk({ $0.member(of: names, $1) }) {
            case .wanted(let name): try member(name, &self)
            case .unwanted: break
            case .wrong: throw stop("a member")
            }
        } while walk({ $0.take(.comma, $1) })
        try close(.closeBrace, "the end of the object")
    }

    /// Reads an array; `element` must read or skip exactly one value each time it is called.
    package mutating func array(_ element: (inout JSONScanner) throws(JSONError) -> Void) throws(JSONError) {
        try open(.openBracket, "an array")
        if walk({ $0.close(.closeBracket, $1) }) { return }
        repeat { try element(&self) } while walk({ $0.take(.comma, $1) })
        try close(.closeBracket, "the end of the array")
    }

    /// Reads a string, its escapes resolved.
    package mutating func string() throws(JSONError) -> String {
        guard let content = walk({ $0.string($1) }) else { throw stop("a string") }
        guard content.isEscaped else { return String(decoding: bytes[content.range], as: UTF8.self) }
        return try JSONEscapes.resolve(bytes[content.range])
    }

    /// Reads `null` if it is next.
    package mutating func null() throws(JSONError) -> Bool {
        guard next == .null else { return false }
        guard walk({ $0.word("null", $1) }) else { throw stop("null") }
        return true
    }

    /// Reads `true` or `false`.
    package mutating func bool() throws(JSONError) -> Bool {
        let truth = walk { $0.next($1) } == UInt8(ascii: "t")
        guard walk({ $0.word(truth ? "true" : "false", $1) }) else { throw stop("true or false") }
        return truth
    }

    /// Reads a number as it is written, so that no digit of a 64-bit id is lost.
    package mutating func number() throws(JSONError) -> String {
        _ = walk { $0.next($1) }
        let start = position
        guard walk({ $0.number($1) }) else { throw stop("a number") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Skips the next value, whatever it is, and returns where it stands. What is skipped is checked all the same: it
    /// may be spliced into an event.
    @discardableResult
    package mutating func skip() throws(JSONError) -> Range<Int> {
        _ = walk { $0.next($1) }
        let start = position
        guard walk({ $0.value($1) }) else { throw stop("a value") }
        return start..<position
    }

    /// Checks that nothing but blanks follows.
    package mutating func finish() throws(JSONError) {
        _ = walk { $0.next($1) }
        guard position == lexer.end else { throw stop("the end of the text") }
    }
}

extension JSONScanner {
    private mutating func open(_ bracket: UInt8, _ name: String) throws(JSONError) {
        guard walk({ $0.open(bracket, $1) }) else { throw stop(name) }
    }

    private mutating func close(_ bracket: UInt8, _ name: String) throws(JSONError) {
        guard walk({ $0.close(bracket, $1) }) else { throw stop(name) }
    }

    /// One step of the lexer, which needs the bytes each time.
    @inline(__always)
    private mutating func walk<Passed>(_ step: (inout JSONLexer, Span<UInt8>) -> Passed) -> Passed {
        let bytes = bytes
        return step(&lexer, bytes.span)
    }

    private func stop(_ expected: String) -> JSONError {
        if lexer.isTooDeep { return .tooDeep(offset: position) }
        return position < lexer.end ? .unexpected(expected: expected, offset: position) : .truncated(offset: lexer.end)
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
}
