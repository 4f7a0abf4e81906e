package import BridgeCore

/// Why an answer that should be good is of no use.
package enum AnswerError: Error, Sendable, Equatable, CustomStringConvertible {
    case notJSON(JSONError)
    /// The member that tells a successful answer is not there.
    case missing(String)

    package var description: String {
        switch self {
        case .notJSON(let error): error.description
        case .missing(let member): "the answer has no \(member)"
        }
    }
}
