import BridgeCore

/// The vendor's documentation, models and answers disagree about types: a number may come as a string, an array as its
/// only element, anything as `null`.
extension JSONScanner {
    /// A string, number or truth value as trimmed text; `nil` for anything else, which is skipped.
    mutating func text() throws(JSONError) -> String? {
        switch next {
        case .string: return try string().trimmed
        case .number: return try number()
        case .bool: return try bool() ? "true" : "false"
        case .object, .array, .null, .nothing:
            try skip()
            return nil
        }
    }

    /// A whole number, also as a string; `nil` for anything else, which is skipped.
    mutating func wholeNumber() throws(JSONError) -> Int64? {
        try text().flatMap { Int64($0) }
    }

    /// Reads each object of an array, or the only one that stands for it; `null` is none, and what is no object is
    /// skipped. `element` must read exactly the object.
    mutating func objects(_ element: (inout JSONScanner) throws(JSONError) -> Void) throws(JSONError) {
        switch next {
        case .array:
            try array { (scanner) throws(JSONError) in
                if scanner.next == .object { try element(&scanner) } else { try scanner.skip() }
            }
        case .object: try element(&self)
        case .string, .number, .bool, .null, .nothing: try skip()
        }
    }

    /// Reads the members of an object; `null` has none. `member` as for ``object(_:)``.
    mutating func members(
        _ member: (String, inout JSONScanner) throws(JSONError) -> Void
    ) throws(JSONError) {
        if next == .object { try object(member) } else { try skip() }
    }

    /// As ``members(_:)``, but only of those among `names`; the others are skipped.
    mutating func members(
        of names: JSONNames, _ member: (String, inout JSONScanner) throws(JSONError) -> Void
    ) throws(JSONError) {
        if next == .object { try object(of: names, member) } else { try skip() }
    }

    /// Reads one object that is all there is of `bytes`.
    static func answer(
        _ bytes: [UInt8], _ member: (String, inout JSONScanner) throws(JSONError) -> Void
    ) throws(AnswerError) {
        do throws(JSONError) {
            var scanner = JSONScanner(bytes)
            try scanner.object(member)
            try scanner.finish()
        } catch {
            throw .notJSON(error)
        }
    }
}
