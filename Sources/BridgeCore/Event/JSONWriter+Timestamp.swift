extension JSONWriter {
    /// A member with a moment as RFC 3339 has it.
    mutating func member(_ name: String, _ moment: Timestamp) {
        var text = [UInt8.quote]
        text.reserveCapacity(22)
        moment.write(to: &text)
        text.append(.quote)
        member(name, raw: text)
    }
}
