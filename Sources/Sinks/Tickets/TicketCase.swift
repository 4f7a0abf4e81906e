import BridgeCore

/// One event, and what is to be done about its ticket. A ticket that somebody closed or deleted by hand stays so, unless
/// the event says that there is something to do.
struct TicketCase<System: TicketSystem>: Sendable {
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
        switch TicketTask(event) {
        case .open: try await open()
        case .update: try await update()
        case .comment: try await addComment()
        case .close: try await close()
        case .test: try await test()
        case .none(let rule): .suppressed(rule: rule)
        }
    }

    // MARK: Tasks

    private mutating func open() async throws(Interruption) -> Outcome {
        guard let ticket = try await ticket() else { return try await create(after: nil) }
        guard !ticket.isOpen else { return try await say(in: ticket) }
        guard mayReopen else { return try await create(after: ticket.id) }
        try await system.reopen(ticket.id, over: talk)
        memory?.closed = nil
        return try await say(in: ticket)
    }

    private mutating func update() async throws(Interruption) -> Outcome {
        guard let ticket = try await ticket() else { return try await create(after: nil) }
        return try await say(in: ticket)
    }

    private mutating func addComment() async throws(Interruption) -> Outcome {
        guard let ticket = try await ticket() else { return .suppressed(rule: "it has no ticket") }
        return try await say(in: ticket)
    }

    private mutating func close() async throws(Interruption) -> Outcome {
        guard let ticket = try await ticket() else { return .suppressed(rule: "it has no ticket that could be closed") }
        if ticket.isOpen {
            _ = try await say(in: ticket)
            try await system.close(ticket.id, with: message, over: talk)
        }
        let now = talk.now
        memory?.closed = now
        return .delivered
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
        if let known = memory?.ticket {
            if let ticket = try await system.look(at: known, over: talk) { return ticket }
            memory = nil
        }
        let found = try await system.find(key, over: talk)
        guard let ticket = found.first(where: \.isOpen) ?? found.first else { return nil }
        memory = TicketMemory(ticket: ticket.id)
        return ticket
    }

    private mutating func create(after earlier: String?) async throws(Interruption) -> Outcome {
        do {
            var new = TicketMemory(ticket: try await system.create(draft(after: earlier), over: talk))
            new.said = event.id
            memory = new
            return .delivered
        } catch {
            throw error.waiting(atLeast: system.findsAfter)
        }
    }

    private mutating func say(in ticket: Ticket) async throws(Interruption) -> Outcome {
        let said = event.id
        guard memory?.said != said else { return .delivered }
        try await system.comment(message, on: ticket.id, over: talk)
        memory?.said = said
        return .delivered
    }

    /// One that was closed by somebody else may have been closed at any time, and is opened again.
    private var mayReopen: Bool {
        memory?.closed.map { talk.now - $0 <= system.reopensWithin } ?? true
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
