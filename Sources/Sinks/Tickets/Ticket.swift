package import BridgeCore

/// A ticket as its system shows it.
package struct Ticket: Sendable, Equatable {
    /// The name under which the system takes it: a key, a number, a `sys_id`.
    package var id: String
    package var isOpen: Bool
    /// It is closed for good: what comes back gets a new one.
    package var isFinal: Bool

    package init(id: String, isOpen: Bool, isFinal: Bool = false) {
        self.id = id
        self.isOpen = isOpen
        self.isFinal = isFinal
    }
}

/// What a new ticket is to say.
package struct TicketDraft: Sendable {
    package var key: TicketKey
    package var severity: Severity?
    package var message: Message
    /// The closed ticket that it follows.
    package var earlier: String?
}

/// The mark by which a ticket is found again: the same for all events of one matter.
package struct TicketKey: Sendable, Equatable, CustomStringConvertible {
    /// 32 hexadecimal digits: nothing in it has a meaning in any query language.
    package let digits: String

    package init(_ event: Event) {
        // A test is a matter of its own: what the sink is told of itself later must not find its ticket.
        let matter = event.knownType == .sink(.test) ? event.id : event.matter
        digits = Self.digest(of: "\(event.account ?? "")|\(matter)")
    }

    /// As a label or tag: `checkbridge-` and the digits.
    package var description: String { "checkbridge-\(digits)" }
}
