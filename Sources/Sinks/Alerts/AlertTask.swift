import BridgeCore

/// What an event asks for where people are called, rather than tickets kept.
enum AlertTask: Sendable, Equatable {
    /// Somebody has to look.
    case raise
    /// It was put aside on purpose: it is there, but nobody needs to look.
    case ease
    /// Nothing is left to do.
    case end
    case test
    /// Nobody is called for such news; why.
    case none(rule: String)

    init(_ event: Event) {
        switch TicketTask(event) {
        case .open, .update: self = .raise
        case .comment:
            let isOpen = event.finding?["state"]?.string == FindingState.open.rawValue
            self = isOpen ? .raise : .none(rule: "nobody is called for a finding that is not open")
        case .close: self = event.transition == .suppressed ? .ease : .end
        case .test: self = .test
        case .none: self = .none(rule: "nobody is called for \(event.type)")
        }
    }
}
