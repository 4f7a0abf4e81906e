import BridgeCore

/// Reads the query of a request, strictly: a filter that is not understood must not look as if it had matched.
struct QueryReader {
    private let query: [(name: String, value: String)]

    /// - Parameter names: those that the endpoint knows.
    init(_ request: ConsoleRequest, knowing names: Set<String>) throws(RequestRefusal) {
        query = request.query
        var seen: Set<String> = []
        for (name, _) in query {
            guard names.contains(name) else {
                throw RequestRefusal("`\(name.shown)` is no parameter here: \(names.sorted().joined(separator: ", "))")
            }
            guard seen.insert(name).inserted else { throw RequestRefusal("`\(name)` is given twice") }
        }
    }

    func text(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, _: Word.Type = Word.self
    ) throws(RequestRefusal) -> Word? where Word.RawValue == String {
        guard let text = text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestRefusal("`\(name)` is one of \(words)")
        }
        return word
    }

    /// One of the names of the configuration.
    func name(_ name: String, among known: [String]) throws(RequestRefusal) -> String? {
        guard let text = text(name) else { return nil }
        guard known.contains(text) else { throw RequestRefusal("there is no \(name) \(text.shown)") }
        return text
    }

    func page() throws(RequestRefusal) -> PageRequest {
        guard let text = text("limit") else { return PageRequest(after: self.text("after")) }
        guard let limit = Int(text), PageRequest.limits.contains(limit) else {
            let bounds = PageRequest.limits
            throw RequestRefusal("`limit` is a number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return PageRequest(after: self.text("after"), limit: limit)
    }
}

extension String {
    /// What somebody sent, as it may be said back.
    fileprivate var shown: String { String(filter { !$0.isNewline }.prefix(40)) }
}
