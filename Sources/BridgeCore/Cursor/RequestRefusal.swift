/// Why what an operator asks for cannot be done: what is wrong, and what can be done instead.
package struct RequestRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// What an operator's request comes to: the records to commit, and a JSON object as the answer.
package struct CursorDecision: Sendable {
    package var records: [CursorRecord]
    package var answer: [UInt8]

    /// - Parameter answer: writes the members of the answer.
    package init(_ records: [CursorRecord] = [], answer: (inout JSONWriter) -> Void) {
        self.records = records
        var writer = JSONWriter()
        writer.object(answer)
        self.answer = writer.bytes
    }
}
