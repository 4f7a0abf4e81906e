package import BridgeCore

/// A system of tickets: what one can do with them, each as it is said there. When which of these is done, the same for
/// all systems, stands in ``TicketCase``.
///
/// Each throws ``Interruption`` where an answer is missing or no success. That a ticket is not there (any more) is no
/// answer to ``look(at:over:)`` only.
package protocol TicketSystem: ConversationKind where Options: TicketOptions {
    var renderer: MessageRenderer { get }
    /// How long after it was closed a ticket is opened again; later a new one is made that names it.
    var reopensWithin: Duration { get }
    /// What is never asked of it is what it has no ability for.
    var abilities: TicketAbilities { get }

    /// The tickets with that mark, the newest first. What was made a moment ago may be missing.
    func find(_ key: TicketKey, over talk: Conversation) async throws(Interruption) -> [Ticket]
    /// `nil` if it was deleted.
    func look(at id: String, over talk: Conversation) async throws(Interruption) -> Ticket?
    /// - Returns: the new ticket's id.
    func create(_ draft: TicketDraft, over talk: Conversation) async throws(Interruption) -> String
    func comment(_ message: Message, on id: String, over talk: Conversation) async throws(Interruption)
    /// - Parameter message: why.
    func close(_ id: String, with message: Message, over talk: Conversation) async throws(Interruption)
    func reopen(_ id: String, over talk: Conversation) async throws(Interruption)
}

extension TicketSystem {
    package var abilities: TicketAbilities { .all }

    package func tell(_ delivery: Delivery, over talk: Conversation) async throws(Interruption) -> Outcome {
        guard case .event(let encoded) = delivery.content, let event = try? Event(encoded) else {
            return .rejected(reason: "no ticket can be made of what is no event")
        }
        var matter = TicketCase(self, event, delivery.memory, over: talk)
        return try await matter.settle()
    }
}

/// What the configuration says about one ticket sink.
package protocol TicketOptions: HTTPSinkOptions {
    var renderer: MessageRenderer { get }
    var reopensWithin: Duration { get }
}

extension HTTPSinkTraits {
    /// A system that keeps tickets is asked one thing after the other, and answers with whole tickets, to which people may
    /// have added, ten of them in a search.
    /// - Parameter limit: events in a minute; each is two to four requests.
    static func tickets(_ type: String, perMinute limit: Int) -> HTTPSinkTraits {
        HTTPSinkTraits(
            type: type, rate: RateLimit(limit: limit, per: .seconds(60)), concurrency: 1, maximumAnswer: 4 << 20,
            remembers: true)
    }
}
