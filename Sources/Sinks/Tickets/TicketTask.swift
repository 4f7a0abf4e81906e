import BridgeCore

/// What an event asks for in a ticket system.
enum TicketTask: Sendable, Equatable {
    /// Somebody has to do something: there must be an open ticket.
    case open
    /// It changed while it is open: said in its ticket, and in a new one if there is none.
    case update
    /// Something else changed: said in its ticket, if there is one.
    case comment
    /// Nothing is left to do: its ticket is closed, if there is one.
    case close
    /// A ticket is made and closed at once.
    case test
    /// There is no ticket for such news; why.
    case none(rule: String)

    init(_ event: Event) {
        switch event.knownType {
        case .finding(let transition):
            self.init(transition, isResolved: event.finding?["state"]?.string == FindingState.resolved.rawValue)
        case .source(.failing), .sink(.failing), .sink(.paused): self = .open
        case .source(.recovered), .sink(.recovered): self = .close
        case .sink(.test): self = .test
        case .baseline, .source(.stale), .source(.suspect), .cursor, nil:
            self = .none(rule: "no ticket is made for \(event.type)")
        }
    }

    private init(_ transition: Transition, isResolved: Bool) {
        switch transition {
        case .opened, .reopened: self = .open
        case .severityChanged, .affectedChanged: self = .update
        // What was put aside and is now over.
        case .changed where isResolved: self = .close
        case .changed: self = .comment
        case .resolved, .suppressed, .vanished: self = .close
        }
    }
}
