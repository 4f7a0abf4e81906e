import BridgeCore

/// One event, and what is to be done about its ticket. A ticket that somebody closed or deleted by hand stays so, unless
/// the event says that there is something to do.
struct TicketCase<System: TicketSystem>: Sendable {
    /// So long a new ticket may stay unseen by a search: the index lags behind, or the request whose answer was given up
    /// is still being carried out. Who lost that answer, or may have died over it, looks again before making another.
    private static var lag: Duration { .seconds(30) }
    private let system: System
    private let talk: Conversation
    private let event: Event
    private let message: Message
    private let key: TicketKey
    private var memory: TicketMemory? {
        didSet { if let memory { talk.remember(memory.text) } else { talk.forget() } }
    }

    init(_ system: System, _ event: Event, _ memory: String?, over talk: Conversation) {
        self.system = system
        self.event = event
        self.talk = talk
        self.memory = memory.flatMap { TicketMemory($0) }
        message = system.renderer.message(for: event)
        key = TicketKey(event)
    }

    mutating func settle() async throws(Interruption) -> Outcome {
        let outcome = try await settle(isOvertaken ? .comment : TicketTask(event))
        let revision = event.revision
        memory?.take(revision)
        return outcome
    }

    private mutating func settle(_ task: TicketTask) async throws(Interruption) -> Outcome {
        switch task {
        case .open: try await open()
        case .update: try await update()
        case .comment: try await addComment()
        case .close: try await close()
        case .test: try await test()
        case .none(let rule): .suppressed(rule: rule)
        }
    }

    /// A dead letter that is sent again says what was, and changes nothing any more.
    private var isOvertaken: Bool {
        guard let last = memory?.revision, let revision = event.revision else { return false }
        return revision < last
    }

    // MARK: Tasks

    private mutating func open() async throws(Interruption) -> Outcome {
        guard let ticket = try await ticket() else { return try await create(after: nil) }
        guard !ticket.isOpen else { return try await say(in: ticket) }
        guard mayReopen, !ticket.isFinal else { return try await create(after: ticket.id) }
        // Said first: where the system refuses to open it, at least that much can be read there.
        let said = try await mention(in: ticket)
        try await system.reopen(ticket.id, over: talk)
        memory?.closed = nil
        return said
    }

    private mutating func update() async throws(Interruption) -> Outcome {
        guard let ticket = try await ticket() else { return try await create(after: nil) }
        guard !ticket.isFinal else { return try await create(after: ticket.id) }
        return try await say(in: ticket)
    }

    private mutating func addComment() async throws(Interruption) -> Outcome {
        guard let ticket = try await ticket(), !ticket.isFinal else {
            return .suppressed(rule: "it has no ticket in which anything could be said")
        }
        return try await say(in: ticket)
    }

    private mutating func close() async throws(Interruption) -> Outcome {
        guard let ticket = try await ticket() else { return .suppressed(rule: "it has no ticket that could be closed") }
        // It stays open, and is told of what becomes of the matter.
        guard system.abilities.contains(.close) else { return try await say(in: ticket) }
        var said = Outcome.delivered
        if ticket.isOpen {
            said = try await mention(in: ticket)
            try await system.close(ticket.id, with: message, over: talk)
        }
        let now = talk.now
        memory?.closed = now
        return said
    }

    /// A test leaves nothing open behind, and nothing to remember.
    private func test() async throws(Interruption) -> Outcome {
        let id = try await system.create(draft(after: nil), over: talk)
        try await system.close(id, with: message, over: talk)
        return .delivered
    }

    // MARK: Steps

    /// The ticket of the matter, wherever it is known from. It is looked at in any case: people close tickets, too.
    private mutating func ticket() async throws(Interruption) -> Ticket? {
        let known = memory?.ticket
        if let known {
            if let ticket = try await system.look(at: known, over: talk) { return ticket }
            memory = nil
        }
        // An index that lags behind still knows what was deleted.
        let found = try await system.find(key, over: talk).filter { $0.id != known }
        guard let ticket = found.first(where: \.isOpen) ?? found.first else { return nil }
        memory = TicketMemory(ticket: ticket.id)
        return ticket
    }

    private mutating func create(after earlier: String?) async throws(Interruption) -> Outcome {
        try awaitIndex()
        do {
            var new = TicketMemory(ticket: try await system.create(draft(after: earlier), over: talk))
            new.said = event.id
            memory = new
            return .delivered
        } catch {
            throw error.waiting(atLeast: Self.lag)
        }
    }

    /// For an event from before the sink began, somebody may have made the ticket already and died before that was
    /// remembered.
    private func awaitIndex() throws(Interruption) {
        // An event says its time in whole seconds.
        guard let start = talk.start, event.time.map({ $0.milliseconds / 1000 < start.milliseconds / 1000 }) ?? true
        else { return }
        let rest = start + Self.lag - talk.now
        guard rest > .zero else { return }
        let reason =
            "its ticket may have been made just before the start, and is looked for again when a search would show it"
        throw Interruption(.retry(after: rest, reason: reason, scope: .sink))
    }

    /// Says it on the way to something else, which is done even where the receiver wants no such comment.
    private mutating func mention(in ticket: Ticket) async throws(Interruption) -> Outcome {
        guard system.abilities.contains(.comment) else { return .delivered }
        do {
            return try await say(in: ticket)
        } catch {
            guard case .rejected(_, .delivery) = error.outcome else { throw error }
            return error.outcome
        }
    }

    private mutating func say(in ticket: Ticket) async throws(Interruption) -> Outcome {
        let said = event.id
        guard memory?.said != said else { return .delivered }
        guard system.abilities.contains(.comment) else { return .suppressed(rule: "its ticket takes no comments") }
        try await system.comment(message, on: ticket.id, over: talk)
        memory?.said = said
        return .delivered
    }

    /// One that was closed by somebody else may have been closed at any time, and is opened again.
    private var mayReopen: Bool {
        system.abilities.contains(.reopen) && memory?.closed.map { talk.now - $0 <= system.reopensWithin } ?? true
    }

    private func draft(after earlier: String?) -> TicketDraft {
        TicketDraft(key: key, severity: event.severity, message: message, earlier: earlier)
    }
}

extension Interruption {
    /// The same, tried again no sooner than that.
    fileprivate func waiting(atLeast wait: Duration?) -> Interruption {
        guard let wait, case .retry(let after, let reason, let scope) = outcome else { return self }
        return Interruption(.retry(after: max(after ?? .zero, wait), reason: reason, scope: scope))
    }
}
