import BridgeCore

extension JSONValue {
    /// Strings trimmed, `null` members and elements dropped, all the way down.
    var tidied: JSONValue {
        switch self {
        case .string(let text): .string(text.trimmed)
        case .array(let elements): .array(elements.filter { $0 != .null }.map(\.tidied))
        case .object(let members):
            .object(members.filter { $0.value != .null }.map { JSONMember($0.name, $0.value.tidied) })
        case .null, .bool, .number: self
        }
    }

    /// A whole number that came as a string as a number; anything else as it is.
    var asNumber: JSONValue {
        guard case .string = self, let integer else { return self }
        return .number(String(integer))
    }

    /// An array, also if only its element came.
    var asArray: JSONValue {
        if case .array = self { self } else { .array([self]) }
    }

    /// The value that stands in `range` of `bytes`, which was scanned before.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        var scanner = JSONScanner(bytes, in: range)
        self = (try? scanner.value()) ?? .null
    }
}
