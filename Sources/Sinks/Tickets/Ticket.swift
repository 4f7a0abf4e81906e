package import BridgeCore

/// A ticket as its system shows it.
package struct Ticket: Sendable, Equatable {
    /// The name under which the system takes it: a key, a number, a `sys_id`.
    package var id: String
    package var isOpen: Bool

    package init(id: String, isOpen: Bool) {
        self.id = id
        self.isOpen = isOpen
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
        digits = Self.digest(of: "\(event.account ?? "")|\(event.matter)")
    }

    /// As a label or tag: `checkbridge-` and the digits.
    package var description: String { "checkbridge-\(digits)" }
}
