import BridgeCore

/// A fake of a service that messages are delivered to.
protocol Receiver: Sendable {
    /// Looks at a message as strictly as the true service does.
    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception
    /// How the service says that it is asked too often.
    func throttled(wait: Duration?) -> Reply
    /// How the service says that its caller is not allowed to.
    var forbidden: Reply { get }
    /// What it keeps and changes, if it does: tickets, alerts, messages that can be edited.
    var shelf: TicketShelf { get set }
}

extension Receiver {
    /// Of a service that keeps nothing.
    var shelf: TicketShelf {
        get { TicketShelf() }
        set {}
    }
}

/// What became of a message.
struct Reception: Sendable {
    var verdict: Verdict
    var reply: Reply

    enum Verdict: Sendable {
        /// Taken; a batch brings several messages, of which so many were known already.
        case accepted([Letter], duplicates: Int = 0)
        case refused(String)
    }

    static func refused(_ reason: String, _ reply: Reply) -> Reception {
        Reception(verdict: .refused(reason), reply: reply)
    }
}

/// A message as a receiver reads it.
struct Letter: Sendable {
    /// What the sender calls it, where the service has a place for that.
    var id: String?
    /// Its first line, for people.
    var title: String
    var body: [UInt8]
}

extension Duration {
    /// Whole seconds, rounded up, at least one: what `Retry-After` can say.
    var retryAfter: String { String(max(1, (milliseconds + 999) / 1000)) }
}
