import BridgeCore

extension JSONValue {
    /// This value on several lines, for people to read and paste.
    var indented: String { indented(by: "") }

    private func indented(by margin: String) -> String {
        let inner = margin + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            return Self.block("[", elements.map { inner + $0.indented(by: inner) }, margin + "]")
        case .object(let members) where !members.isEmpty:
            let lines = members.map { "\(inner)\(JSONValue.string($0.name).line): \($0.value.indented(by: inner))" }
            return Self.block("{", lines, margin + "}")
        default: return line
        }
    }

    private static func block(_ open: String, _ lines: [String], _ close: String) -> String {
        "\(open)\n\(lines.joined(separator: ",\n"))\n\(close)"
    }
}
