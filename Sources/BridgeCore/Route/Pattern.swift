import _StringProcessing

/// A regular expression that a text must match from its first to its last character.
///
/// Matching goes by Unicode scalars and is case-sensitive unless the pattern says `(?i)`.
package struct Pattern: Sendable {
    /// The longest pattern that is taken, in characters.
    package static let maximumLength = 512
    /// A longer text, in bytes, matches no pattern: what backtracking costs must have an end.
    package static let maximumTextLength = 512

    package let source: String
    // Safe to share: never mutated after init. What the standard library caches inside a compiled Regex it publishes
    // atomically, and each match runs on state of its own.
    private nonisolated(unsafe) let regex: Regex<AnyRegexOutput>

    /// Compiles `source`, once; the value can be copied for nothing.
    package init(_ source: String) throws(PatternError) {
        guard source.count <= Self.maximumLength else { throw .tooLong(limit: Self.maximumLength) }
        do {
            regex = try Regex(source).matchingSemantics(.unicodeScalar)
            // The first match does what compiling has put off: its errors belong here, too.
            _ = try regex.wholeMatch(in: "")
        } catch { throw .invalid }
        guard !RepetitionCheck.repeatsChoices(in: source) else { throw .repeatsChoices }
        self.source = source
    }

    package func matches(_ text: String) -> Bool {
        guard text.utf8.count <= Self.maximumTextLength else { return false }
        // A failure while matching is as good as no match: the event then stays with the parent route.
        return (try? regex.wholeMatch(in: text)) != nil
    }
}

extension Pattern: Equatable {
    package static func == (left: Pattern, right: Pattern) -> Bool { left.source == right.source }
}

/// Why a text is no usable pattern.
package enum PatternError: Error, Sendable, Equatable, CustomStringConvertible {
    case tooLong(limit: Int)
    case invalid
    /// Backtracking could take longer than anybody waits.
    case repeatsChoices

    package var description: String {
        switch self {
        case .tooLong(let limit): "the regular expression is longer than \(limit) characters"
        case .invalid: "the regular expression does not compile"
        case .repeatsChoices: "the regular expression repeats a group that itself repeats or chooses"
        }
    }
}
