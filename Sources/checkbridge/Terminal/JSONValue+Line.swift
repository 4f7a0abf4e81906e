import BridgeCore

extension JSONValue {
    /// This value as one line of text.
    var line: String { String(decoding: bytes, as: UTF8.self) }
}
