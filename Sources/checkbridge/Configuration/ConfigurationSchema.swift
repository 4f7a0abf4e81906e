import BridgeCore

extension Configuration {
    /// The JSON Schema (draft 2020-12) of the file, for editors. It is drawn up by the code that reads the file.
    static var schema: JSONValue {
        var members: [JSONMember] = [
            .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            .init("title", .string("The configuration of checkbridge")),
        ]
        members += Shape<Configuration>.configuration.schema().members ?? []
        let variable = JSONValue.members([
            "description": .string("A text with ${VARIABLE}: what it becomes is only known where it runs"),
            "type": .string("string"), "pattern": .string("[$][{][A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?[}]"),
        ])
        let definitions = JSONValue.members([
            "credentials": Shape<CredentialsSpec>.anyCredentials.schema(), "route": Shape<Route>.route.schema(),
            "variable": variable,
        ])
        return .object(members + [.init("$defs", definitions)])
    }
}

extension JSONValue {
    /// Indented by two spaces, as people read it.
    func pretty(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            return "[\n" + elements.map { inner + $0.pretty(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map {
                "\(inner)\(JSONValue.string($0.name).compact): \($0.value.pretty(indent: inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return compact
        }
    }

    private var compact: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
