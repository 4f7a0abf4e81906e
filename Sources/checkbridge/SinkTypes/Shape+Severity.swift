import BridgeCore
import Sinks

extension Section {
    /// A word for each severity.
    /// - Parameter words: those that the receiver knows; empty if only its owner knows them.
    mutating func severityWords(
        _ name: String, among words: [String] = [], default usual: SeverityWords, _ help: String
    ) -> SeverityWords {
        optional(name, .severityWords(words, usual), help) ?? usual
    }
}

extension Shape where Value == SeverityWords {
    /// - Parameter usual: for what is left out; all must be there if it is `nil`.
    static func severityWords(_ words: [String] = [], _ usual: SeverityWords?) -> Shape {
        mapping { section in
            SeverityWords(
                high: section.word("high", words, usual?.high), medium: section.word("medium", words, usual?.medium),
                low: section.word("low", words, usual?.low), unknown: section.word("unknown", words, usual?.unknown))
        }
    }
}

extension Section {
    fileprivate mutating func word(_ name: String, _ words: [String], _ usual: String?) -> String {
        let shape = words.isEmpty ? Shape<String>.identifier : .word(words)
        let help = "For what is \(name == "unknown" ? "not rated" : "of \(name) severity")"
        guard let usual else { return required(name, shape, help) }
        return value(name, shape, default: usual, help)
    }
}
