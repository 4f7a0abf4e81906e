/// A ticket, alert or message of a fake service, as anybody can look at it.
package struct SimulatedTicket: Sendable, Equatable {
    package internal(set) var id: String
    package internal(set) var title: String
    /// In the service's own word: `open`, `closed`, `Done`, `resolved`.
    package internal(set) var state: String
    package internal(set) var labels: [String]
    /// What was said in it, oldest first, the description first of all.
    package internal(set) var notes: [String]
    /// It was deleted by hand: the service does not know it any more.
    package internal(set) var isDeleted = false
}

/// What a fake service keeps, in the order in which it was made.
package struct TicketShelf: Sendable, Equatable {
    static let maximumTickets = 1000
    static let maximumNotes = 100

    package private(set) var tickets: [SimulatedTicket] = []
    /// Counts from 1.
    private var made = 0

    package init() {}

    /// - Parameter id: makes the name out of how many there were.
    /// - Returns: `nil` if there are too many.
    mutating func make(
        title: String, state: String, labels: [String], note: String, id: (Int) -> String = { String($0) }
    ) -> SimulatedTicket? {
        guard tickets.count < Self.maximumTickets else { return nil }
        made += 1
        let ticket = SimulatedTicket(id: id(made), title: title, state: state, labels: labels, notes: [note])
        tickets.append(ticket)
        return ticket
    }

    /// The ticket of that name, unless it was deleted.
    subscript(id: String) -> SimulatedTicket? {
        tickets.first { $0.id == id && !$0.isDeleted }
    }

    /// Those with the label that were not deleted, newest first.
    func labelled(_ label: String) -> [SimulatedTicket] {
        tickets.filter { $0.labels.contains(label) && !$0.isDeleted }.reversed()
    }

    /// - Returns: whether there is such a ticket.
    @discardableResult
    mutating func change(_ id: String, _ change: (inout SimulatedTicket) -> Void) -> Bool {
        guard let index = tickets.firstIndex(where: { $0.id == id && !$0.isDeleted }) else { return false }
        change(&tickets[index])
        tickets[index].notes = tickets[index].notes.suffix(Self.maximumNotes)
        return true
    }
}
