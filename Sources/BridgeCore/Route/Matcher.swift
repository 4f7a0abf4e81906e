/// The conditions of a route. All of them must hold; no condition at all always holds.
package struct Matcher: Sendable, Equatable {
    /// What one field may be: any of the values.
    package var conditions: [RouteField: [Value]]

    package enum Value: Sendable, Equatable {
        /// Equal, character for character.
        case text(String)
        case pattern(Pattern)
        /// The event has no such field, or it is null.
        case absent
    }

    package init(_ conditions: [RouteField: [Value]] = [:]) {
        self.conditions = conditions
    }

    package func matches(_ subject: RouteSubject) -> Bool {
        conditions.allSatisfy { field, values in values.contains { $0.matches(subject[field]) } }
    }
}

extension Matcher.Value {
    /// Reads `/regex/` as a pattern and anything else as the text itself.
    package init(_ text: String) throws(PatternError) {
        let isPattern = text.count >= 2 && text.hasPrefix("/") && text.hasSuffix("/")
        self = isPattern ? .pattern(try Pattern(String(text.dropFirst().dropLast()))) : .text(text)
    }

    func matches(_ text: String?) -> Bool {
        switch (self, text) {
        case (.absent, nil): true
        case (.text(let wanted), let text?): wanted == text
        case (.pattern(let pattern), let text?): pattern.matches(text)
        case (.absent, _?), (.text, nil), (.pattern, nil): false
        }
    }
}
