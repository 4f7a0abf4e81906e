import BridgeCore

/// The words that a JSON Schema is put together of.
extension JSONValue {
    static let text = members(["type": .string("string"), "minLength": .number("1")])
    static let count = members(["type": .string("integer"), "minimum": .number("0")])

    static func strings(_ words: [String]) -> JSONValue { .array(words.map(JSONValue.string)) }
    static func type(_ name: String) -> JSONValue { members(["type": .string(name)]) }
    static func reference(_ name: String) -> JSONValue { members(["$ref": .string("#/$defs/\(name)")]) }

    static func matching(text pattern: String, _ help: String) -> JSONValue {
        members(["description": .string(help), "type": .string("string"), "pattern": .string("^(?:\(pattern))$")])
    }

    static func list(of element: JSONValue, atMost limit: Int? = nil) -> JSONValue {
        let bounds = limit.map { [JSONMember("maxItems", .number("\($0)"))] } ?? []
        return .object([.init("type", .string("array")), .init("items", element)] + bounds)
    }

    /// An object that may get more members in a later version.
    static func open(_ properties: JSONValue, _ required: [String]) -> JSONValue {
        members(["type": .string("object"), "properties": properties, "required": .strings(required)])
    }

    /// An object without any other members.
    static func strict(_ properties: JSONValue, _ required: [String]) -> JSONValue {
        .object((open(properties, required).members ?? []) + [.init("additionalProperties", .bool(false))])
    }
}
