import BridgeCore

/// What an event is in a channel whose messages can be found again.
enum SlackStep: Sendable, Equatable {
    /// A message of its own, of which nothing is remembered.
    case alone
    /// The first message of a new thread.
    case begin
    /// Said in the thread of its matter, which shows from now on how it stands; the first message where there is none.
    /// - Parameter isLoud: the channel sees the reply, too: there is something to do again.
    case follow(isLoud: Bool)
    /// The same, and the thread is over.
    case end

    init(_ event: Event) {
        switch event.knownType {
        case .finding(.opened), .finding(.reopened): self = .follow(isLoud: true)
        case .finding: self = .follow(isLoud: false)
        // Each outage is a story of its own.
        case .source(.failing), .sink(.failing): self = .begin
        case .sink(.paused): self = .follow(isLoud: true)
        case .source(.recovered), .sink(.recovered): self = .end
        case .baseline, .source, .sink(.test), .cursor, nil: self = .alone
        }
    }
}
