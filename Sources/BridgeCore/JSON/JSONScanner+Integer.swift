extension JSONScanner {
    /// Reads a whole number that fits `Number`.
    package mutating func integer<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(JSONError) -> Number {
        let start = position
        let digits = try number()
        guard let number = Number(digits) else {
            throw .unexpected(expected: "a whole number of \(Number.bitWidth) bits", offset: start)
        }
        return number
    }
}
