/// Finds the patterns that take exponential time where texts nearly match, as `(a+)+b` does: a group that is repeated
/// and could itself have matched in several ways.
///
/// It looks at brackets and quantifiers only and would rather refuse too much: such patterns can be written without
/// the inner choice, while one that takes for ever would hold up every event.
struct RepetitionCheck {
    /// For each group that is open: whether something in it repeats or chooses.
    private var choices = [false]
    private var rest: Substring

    private init(_ pattern: String) { rest = Substring(pattern) }

    /// - Parameter pattern: one that compiles.
    static func repeatsChoices(in pattern: String) -> Bool {
        var check = RepetitionCheck(pattern)
        while let character = check.rest.popFirst() {
            if check.step(character) { return true }
        }
        return false
    }

    /// Returns whether this character ends a group with choices that is then repeated.
    private mutating func step(_ character: Character) -> Bool {
        switch character {
        case "\\": rest = rest.dropFirst()
        case "[": skipClass()
        case "(":
            choices.append(false)
            // `(?:`, `(?i)`: no quantifier.
            if rest.first == "?" { rest = rest.dropFirst() }
        case ")": return close()
        case "|", "*", "+", "?", "{": choices[choices.count - 1] = true
        default: break
        }
        return false
    }

    private mutating func close() -> Bool {
        guard choices.count > 1, let hadChoices = choices.popLast() else { return false }
        let isRepeated = rest.first.map { "*+{".contains($0) } ?? false
        // What is chosen in a group is chosen in the one around it.
        if hadChoices { choices[choices.count - 1] = true }
        return hadChoices && isRepeated
    }

    private mutating func skipClass() {
        var depth = 1
        while depth > 0, let character = rest.popFirst() {
            switch character {
            case "\\": rest = rest.dropFirst()
            case "[": depth += 1
            case "]": depth -= 1
            default: break
            }
        }
    }
}
