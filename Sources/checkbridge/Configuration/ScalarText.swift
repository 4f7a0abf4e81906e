import Yams

/// A scalar after its variables were replaced.
struct ScalarText {
    var text: String
    var node: Node
    /// The text is that of a plain scalar or came in part from the environment, so it may be read as a number.
    var isPlain: Bool
    /// It may hold something from the environment and must not be quoted then.
    var isConfidential: Bool

    /// As it may stand in a message.
    var quoted: String { isConfidential ? "this value" : text.quoted }
}

extension Reading {
    /// The text of a scalar; what is wrong with it is reported.
    mutating func scalar(_ node: Node, _ path: String, _ expectation: String) -> ScalarText? {
        guard case .scalar(let scalar) = node, !scalar.isNull else {
            report("must be \(expectation), but is \(node.kindName)", at: node, path)
            return nil
        }
        do throws(ExpansionError) {
            let expansion = try Expansion(scalar.string, environment: environment)
            return ScalarText(
                text: expansion.text, node: node, isPlain: !scalar.isQuoted || expansion.usedEnvironment,
                isConfidential: expansion.usedEnvironment)
        } catch {
            report(error.message, at: node, path, hint: error.hint)
            return nil
        }
    }

    /// The text of a scalar that YAML takes for a text.
    mutating func text(_ node: Node, _ path: String, _ expectation: String = "a text") -> ScalarText? {
        guard let scalar = scalar(node, path, expectation) else { return nil }
        guard scalar.isConfidential || node.kindName == "a text" else {
            report("must be \(expectation), but is \(node.kindName)", at: node, path, hint: "put it in quotes")
            return nil
        }
        return scalar
    }
}
