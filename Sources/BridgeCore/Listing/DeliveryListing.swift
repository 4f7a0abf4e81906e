/// What each sink is still owed, event by event and sink by sink, oldest first.
package struct DeliveryListing: Sendable {
    /// `nil` is any.
    package var sink: String?
    package var state: State?

    /// The words of the filter.
    package enum State: String, Sendable, CaseIterable {
        /// Not tried yet.
        case waiting
        /// Tried without success.
        case retrying
    }

    package init(sink: String? = nil, state: State? = nil) {
        self.sink = sink
        self.state = state
    }

    /// - Throws: ``RequestRefusal`` if `after` is not a place in this listing.
    package func page(_ request: PageRequest, of cursor: Cursor) throws(RequestRefusal) -> ListingPage {
        let outbox = cursor.outbox
        let place = try DeliveryPlace(request.after)
        var page = ListingPage(request)
        // The event of the place itself may be owed to more sinks.
        let before = place.event > 0 ? place.event - 1 : 0
        var selection = NumberSelection(.oldest, behind: before, atMost: request.limit + 2)
        for (number, event) in outbox.events where selection.wants(number) && !keys(of: event, outbox).isEmpty {
            selection.add(number)
        }
        for key in selection.numbers.lazy.compactMap({ outbox.events[$0] }).flatMap({ keys(of: $0, outbox) }) {
            guard place < DeliveryPlace(key) else { continue }
            if page.isFull { return page }
            page.add { $0.delivery(key, outbox) }
            page.next = DeliveryPlace(key).token
        }
        page.next = nil
        return page
    }

    private func keys(of event: OwedEvent, _ outbox: Outbox) -> [DeliveryKey] {
        let sinks = event.sinks.filter { (sink ?? $0) == $0 }.sorted()
        return sinks.map { DeliveryKey(event: event.number, sink: $0) }.filter { key in
            state.map { ($0 == .retrying) == (outbox.attempts[key] != nil) } ?? true
        }
    }
}

/// A place in a listing of events and sinks: behind this one.
struct DeliveryPlace: Comparable {
    var event: UInt64 = 0
    var sink = ""

    init(_ key: DeliveryKey) {
        (event, sink) = (key.event, key.sink)
    }

    init(_ token: String?) throws(RequestRefusal) {
        guard let token else { return }
        let parts = token.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let event = UInt64(parts[0]) else { throw .lostPlace }
        (self.event, sink) = (event, String(parts[1]))
    }

    var token: String { "\(event).\(sink)" }

    static func < (left: DeliveryPlace, right: DeliveryPlace) -> Bool {
        (left.event, left.sink) < (right.event, right.sink)
    }
}

extension JSONWriter {
    fileprivate mutating func delivery(_ key: DeliveryKey, _ outbox: Outbox) {
        let attempts = outbox.attempts[key]
        member("number", key.event)
        member("sink", key.sink)
        member("state", (attempts == nil ? DeliveryListing.State.waiting : .retrying).rawValue)
        member("replay", outbox.replayed.contains(key))
        member("attempts", attempts?.count ?? 0)
        member("reason", ifPresent: attempts?.reason)
        if let event = outbox.events[key.event] { summary(of: event) }
    }

    /// Writes what is known of an event at a glance.
    mutating func summary(of owed: OwedEvent) {
        member("event", owed.event.id)
        guard let event = try? Event(owed.event) else { return }
        member("type", event.type)
        member("time", ifPresent: event.time?.description)
        member("severity", ifPresent: event.severity?.rawValue)
        member("subject", ifPresent: event.subject)
    }
}
