extension Cursor {
    /// Believes the next complete answer of the scopes whose answers are held back.
    /// - Parameters:
    ///   - source: the source's name; `nil`: of every source.
    ///   - scope: the scope's label, as in `Internet/PolicyDuplicate`; `nil`: every scope of the source.
    package func accepting(source: String?, scope: String?) throws(RequestRefusal) -> CursorDecision {
        let known = Set(scopes.map(\.scope.source))
        if let source, !known.contains(source) {
            throw RequestRefusal("there is no source \(source) in the cursor, but \(known.sorted().listed)")
        }
        let suspects = suspects.filter {
            (source ?? $0.scope.source) == $0.scope.source && (scope ?? $0.scope.label) == $0.scope.label
        }
        guard !suspects.isEmpty else {
            let held = self.suspects.map(\.scope.name)
            throw RequestRefusal(
                held.isEmpty
                    ? "no answer is held back: there is nothing to accept"
                    : "nothing is held back there; held back are \(held.listed)")
        }
        let records = suspects.map { CursorRecord.scope(number: $0.number, $0.scope, filter: $0.filter, .accepted) }
        return CursorDecision(records) { answer in
            answer.member("accepted", array: { array in suspects.forEach { array.string($0.scope.name) } })
        }
    }

    /// The scopes whose last complete answers lost too much to be believed yet.
    private var suspects: [ScopeState] {
        scopes.filter { if case .polls = $0.suspicion { true } else { false } }
    }
}

extension Scope {
    /// The scope with its source, for people: `prod-acl Internet/PolicyDuplicate`.
    var name: String { label.isEmpty ? source : "\(source) \(label)" }
}

extension [String] {
    /// For people: `a, b, c`; `none`; no more than twenty.
    var listed: String {
        guard !isEmpty else { return "none" }
        return prefix(20).joined(separator: ", ") + (count > 20 ? " and \(count - 20) more" : "")
    }
}
