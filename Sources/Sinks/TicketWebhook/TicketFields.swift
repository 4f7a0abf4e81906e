import BridgeCore

/// What stands for the placeholders of one event's requests.
struct TicketFields: Sendable {
    private let event: JSONValue
    private var words: [TicketPlaceholder.Word: JSONValue] = [:]

    /// Of nothing: everything is missing.
    init() {
        event = .null
    }

    init(_ event: EncodedEvent) {
        self.event = (try? JSONValue(parsing: event.json)) ?? .null
        words[.event] = self.event
        words[.data] = self.event["data"]
        words[.id] = .string(event.id)
    }

    /// The same, and one word more; `nil` is missing.
    func with(_ word: TicketPlaceholder.Word, _ text: String?) -> TicketFields {
        var fields = self
        fields.words[word] = text.map(JSONValue.string)
        return fields
    }

    /// `null` if it is missing.
    subscript(placeholder: TicketPlaceholder) -> JSONValue {
        switch placeholder {
        case .word(let word): words[word] ?? .null
        case .event(let pointer): pointer.value(in: event) ?? .null
        }
    }
}
