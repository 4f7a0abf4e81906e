/// What may stand between braces in a request of a ``TicketWebhook``.
package enum TicketPlaceholder: Sendable, Hashable {
    case word(Word)
    /// A place within the event: `{/data/finding/asset_type}`.
    case event(JSONPointer)

    package enum Word: String, Sendable, CaseIterable {
        /// What changed, in one line.
        case title
        /// All that a person needs to know.
        case text
        /// The mark by which the ticket of a matter is found again, see ``TicketKey``.
        case key
        /// The name that the system gave to the ticket.
        case ticket
        /// The closed ticket that a new one follows.
        case earlier
        /// The system's word for the severity.
        case severity
        /// The vendor's console page.
        case link
        /// The event's id.
        case id
        /// The whole CloudEvent.
        case event
        /// Its member `data`.
        case data
    }

    init?(_ name: Substring) {
        if let word = Word(rawValue: String(name)) {
            self = .word(word)
        } else if name.hasPrefix("/"), let pointer = JSONPointer(name) {
            self = .event(pointer)
        } else {
            return nil
        }
    }
}
