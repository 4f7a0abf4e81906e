/// What one sink is to be told, as one message.
package struct Delivery: Sendable, Equatable {
    package var content: Content
    /// Counts from 1.
    package var attempt: Int
    /// What the sink remembered of what the event is about, see ``Event/matter``. Nothing for a digest.
    package var memory: String?

    package enum Content: Sendable, Equatable {
        case event(EncodedEvent)
        /// One message for many events; its id is as durable as an event's.
        case digest(id: String, events: [EncodedEvent])
    }

    package init(content: Content, attempt: Int, memory: String? = nil) {
        self.content = content
        self.attempt = attempt
        self.memory = memory
    }

    /// The key under which a receiver can recognise a repetition: the same on every attempt.
    package var id: String {
        switch content {
        case .event(let event): event.id
        case .digest(let id, _): id
        }
    }

    package var events: [EncodedEvent] {
        switch content {
        case .event(let event): [event]
        case .digest(_, let events): events
        }
    }
}
