/// The language that a sink's messages are written in.
package enum Language: String, Sendable, Hashable, CaseIterable {
    case english = "en"
    case chinese = "zh"

    /// The one of the two texts that is in this language.
    func callAsFunction(_ english: String, _ chinese: String) -> String {
        switch self {
        case .english: english
        case .chinese: chinese
        }
    }
}
