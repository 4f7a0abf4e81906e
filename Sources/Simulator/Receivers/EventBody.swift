import BridgeCore

extension JSONValue {
    /// The values that stand one after another in a body; `nil` if anything there is none.
    static func sequence(in body: [UInt8]) -> [JSONValue]? {
        var scanner = JSONScanner(body)
        var values: [JSONValue] = []
        while scanner.next != .nothing {
            guard let value = try? scanner.value() else { return nil }
            values.append(value)
        }
        return (try? scanner.finish()) == nil ? nil : values
    }

    /// Type and subject of a CloudEvent, for people.
    var eventTitle: String {
        [self["type"]?.string ?? "an event without a type", self["subject"]?.string].compactMap { $0 }
            .joined(separator: " ")
    }
}

extension ReceivedRequest {
    /// Who signs in, as `user:password`.
    var basic: String? {
        guard let header = header("authorization"), header.hasPrefix("Basic ") else { return nil }
        return Base64.text(String(header.dropFirst(6)))
    }
}
