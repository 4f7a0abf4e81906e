import BridgeCore

/// A place within JSON (RFC 6901): `/data/id`; the empty one is the whole.
package struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// The whole.
    package static let root = JSONPointer(names: [])
    private let names: [String]

    private init(names: [String]) {
        self.names = names
    }

    /// - Returns: `nil` unless it is empty or begins with `/`, and each `~` is a `~0` or `~1`.
    package init?(_ text: some StringProtocol) {
        let parts = String(text).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.first?.isEmpty != false, parts.count <= 33 else { return nil }
        for part in parts where part.replacing("~0", with: "").replacing("~1", with: "").contains("~") { return nil }
        names = parts.dropFirst().map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
    }

    package var description: String {
        names.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
    }

    /// What stands there; `nil` if nothing does.
    func value(in json: JSONValue) -> JSONValue? {
        names.reduce(json) { value, name in
            switch value {
            case .object?: value?[name]
            case .array(let elements)?: Self.index(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            default: nil
            }
        }
    }

    /// JSON in which that value stands there, and nothing else.
    func around(_ value: JSONValue) -> JSONValue {
        names.reversed().reduce(value) { .object([JSONMember($1, $0)]) }
    }

    /// Without a sign and without a zero before it.
    private static func index(_ name: String) -> Int? {
        Int(name).flatMap { String($0) == name && $0 >= 0 ? $0 : nil }
    }
}
