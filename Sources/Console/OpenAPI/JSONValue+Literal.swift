import BridgeCore

/// A description in JSON has many words in it.
extension JSONValue: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = .string(text) }
}
