/// The names of the members that a reader wants of an object, for ``JSONScanner/object(of:_:)``.
package struct JSONNames: Sendable, ExpressibleByArrayLiteral {
    private let names: [[UInt8]]
    private let texts: [String]
    /// Bit n is set if a name has n bytes: most members are passed by without being compared.
    private var lengths: UInt64 = 0

    package init(arrayLiteral texts: String...) {
        self.texts = texts
        names = texts.map { Array($0.utf8) }
        for name in names { lengths |= 1 << UInt64(name.count & 63) }
    }

    /// The wanted name that stands in `content`, if it is one.
    @inline(__always)
    func match(_ content: JSONLexer.Content, in bytes: Span<UInt8>) -> String? {
        if content.isEscaped { return unescaped(content.range, in: bytes) }
        guard lengths & 1 << UInt64(content.range.count & 63) != 0 else { return nil }
        for number in names.indices where stands(names[number], at: content.range, in: bytes) { return texts[number] }
        return nil
    }

    private func stands(_ name: [UInt8], at range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        guard name.count == range.count else { return false }
        for offset in name.indices where name[offset] != bytes[range.lowerBound + offset] { return false }
        return true
    }

    private func unescaped(_ range: Range<Int>, in bytes: Span<UInt8>) -> String? {
        // Cannot fail: the lexer took the escapes for good.
        var content: [UInt8] = []
        for offset in range { content.append(bytes[offset]) }
        let name = try? JSONEscapes.resolve(content[...])
        return name.flatMap { texts.contains($0) ? $0 : nil }
    }
}
