/// A command's text taken apart as a POSIX shell does it, but nothing in it is ever expanded or run by one.
struct CommandWords {
    private enum Quote { case none, single, double }

    private var words: [String] = []
    private var word: String?
    private var quote = Quote.none
    private var isEscaped = false

    /// - Returns: `nil` if a quote or an escape has no end.
    static func split(_ text: String) -> [String]? {
        var words = CommandWords()
        for character in text { words.read(character) }
        guard words.quote == .none, !words.isEscaped else { return nil }
        words.endWord()
        return words.words
    }

    private mutating func read(_ character: Character) {
        if isEscaped { return readEscaped(character) }
        switch (quote, character) {
        case (.none, "\\"), (.double, "\\"): isEscaped = true
        case (.none, "'"): open(.single)
        case (.none, "\""): open(.double)
        case (.single, "'"), (.double, "\""): quote = .none
        case (.none, _) where character.isWhitespace: endWord()
        case (.none, _), (.single, _), (.double, _): append(character)
        }
    }

    /// Between double quotes, only these four need an escape, so that elsewhere the backslash is one.
    private mutating func readEscaped(_ character: Character) {
        isEscaped = false
        if quote == .double, !["\"", "\\", "$", "`"].contains(character) { append("\\") }
        append(character)
    }

    private mutating func open(_ quote: Quote) {
        self.quote = quote
        // Nothing between quotes is a word, too.
        word = word ?? ""
    }

    private mutating func append(_ character: Character) {
        word = (word ?? "") + String(character)
    }

    private mutating func endWord() {
        if let word { words.append(word) }
        word = nil
    }
}
