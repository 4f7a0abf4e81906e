import BridgeCore
import Yams

extension Shape where Value == [JSONMember] {
    /// Members of a JSON object whose names and values only the receiver knows.
    /// - Parameter own: names of which we give the values.
    static func members(besides own: [String] = []) -> Shape {
        Shape(placeholder: [], schema: { .members(["type": .string("object")]) }) { node, path, reading in
            guard case .object(let members)? = reading.json(node, path) else {
                reading.report("must be a mapping, but is \(node.kindName)", at: node, path)
                return nil
            }
            for member in members where own.contains(member.name) {
                reading.report("\(member.name.quoted) is given by checkbridge itself", at: node, path)
            }
            return members
        }
    }
}

extension Reading {
    /// The value as JSON.
    fileprivate mutating func json(_ node: Node, _ path: String) -> JSONValue? {
        switch node {
        case .mapping(let mapping):
            .object(
                mapping.compactMap { key, value in
                    let name = key.string ?? ""
                    return json(value, path.appending(key: name)).map { JSONMember(name, $0) }
                })
        case .sequence(let sequence):
            .array(sequence.enumerated().compactMap { json($1, "\(path)[\($0)]") })
        case .scalar(let scalar) where scalar.isNull: .null
        case .scalar: json(scalar: node, path)
        case .alias: nil
        }
    }

    /// A quoted scalar is a text, a plain one what YAML takes it for.
    mutating func json(scalar node: Node, _ path: String) -> JSONValue? {
        guard let scalar = scalar(node, path, "a value") else { return nil }
        switch node.kindName {
        case "a truth value" where !scalar.isConfidential: return .bool(node.bool ?? false)
        case "a number" where !scalar.isConfidential && (try? JSONValue(parsing: scalar.text)) != nil:
            return .number(scalar.text)
        default: return .string(scalar.text)
        }
    }
}
