/// Every event that some sink has not settled yet, the dead letters, and the last events that all have settled.
package struct Outbox: Sendable {
    /// The number of the next event.
    package private(set) var nextNumber: UInt64 = 1
    package private(set) var events: [UInt64: OwedEvent] = [:]
    package private(set) var attempts: [DeliveryKey: Attempts] = [:]
    /// What was tried before those.
    private(set) var trails = FailureTrails()
    /// How the events ended that some other sink is still owed, or that a dead letter holds: by their numbers.
    private(set) var endings: [UInt64: [DeliveryEnding]] = [:]
    /// What became of the last events that nobody waits for any more.
    package private(set) var history = History()
    package private(set) var deadLetters: [DeliveryKey: DeadLetter] = [:]
    /// The digests that are not delivered yet, by id.
    package private(set) var digests: [String: Digest] = [:]
    /// What each sink is owed, and was, in numbers.
    package private(set) var queues: [String: SinkQueue] = [:]
    /// What was dead and is sent again.
    package private(set) var replayed: Set<DeliveryKey> = []
    /// How many dead letters hold each event.
    private var graves: [UInt64: Int] = [:]

    package init() {}

    mutating func resume(at number: UInt64) {
        nextNumber = max(nextNumber, number)
    }

    mutating func owe(_ event: OwedEvent) {
        nextNumber = max(nextNumber, event.number + 1)
        events[event.number] = event
        for sink in event.sinks { queues[sink, default: SinkQueue()].owe(event.number) }
    }

    mutating func note(_ attempts: Attempts, for key: DeliveryKey) {
        guard let last = self.attempts.updateValue(attempts, forKey: key) else { return }
        trails.add(last.failure, for: key)
    }

    mutating func form(_ digest: Digest) {
        digests[digest.id] = digest
    }

    mutating func settle(_ numbers: [UInt64], for sink: String, _ settlement: Settlement, at moment: Timestamp?) {
        var count = 0
        for number in numbers {
            guard let place = events[number]?.sinks.firstIndex(of: sink) else { continue }
            events[number]?.sinks.remove(at: place)
            count += 1
            let key = DeliveryKey(event: number, sink: sink)
            replayed.remove(key)
            end(DeliveryEnding(sink: sink, settlement, at: moment, failures: takeFailures(of: key)), of: number)
            if case .dead(let letter) = settlement { bury(letter, key) }
            release(number)
        }
        queues[sink]?.settle(count) { [events, replayed] in
            events[$0]?.sinks.contains(sink) ?? false && !replayed.contains(DeliveryKey(event: $0, sink: sink))
        }
        dissolveDigests(settledFor: sink)
    }

    /// Owes the events to one more sink, unless it was owed them already, or they are gone.
    mutating func forward(_ numbers: [UInt64], to sink: String) {
        for number in numbers where events[number].map({ !concerns($0, sink: sink) }) ?? false {
            events[number]?.sinks.append(sink)
            queues[sink, default: SinkQueue()].owe(number)
        }
    }

    mutating func exhume(_ numbers: [UInt64], for sink: String, again: Bool) {
        for number in numbers {
            guard deadLetters.removeValue(forKey: DeliveryKey(event: number, sink: sink)) != nil else { continue }
            graves[number] = graves[number].flatMap { $0 > 1 ? $0 - 1 : nil }
            queues[sink]?.exhume()
            if again {
                reopen(number, for: sink)
                events[number]?.sinks.append(sink)
                queues[sink, default: SinkQueue()].owe(again: number)
                replayed.insert(DeliveryKey(event: number, sink: sink))
            }
            release(number)
        }
    }

    /// How many events each sink is owed.
    package var backlog: [String: Int] { queues.mapValues(\.owed) }

    /// Everything that `sink` is owed, oldest first, as its lane is to see it.
    package func owed(to sink: String) -> [OwedEvent] {
        events.keys.compactMap { owed($0, to: sink) }.sorted { $0.number < $1.number }
    }

    /// The event of that number as the lane of `sink` is to see it: what is sent again stands in an order of its own, so
    /// that neither it nor its finding's other events wait for one another.
    /// - Returns: `nil` if the sink is not owed it.
    package func owed(_ number: UInt64, to sink: String) -> OwedEvent? {
        guard var event = events[number], event.sinks.contains(sink) else { return nil }
        if replayed.contains(DeliveryKey(event: number, sink: sink)) {
            event.order = OwedEvent.order(of: "replay/\(event.event.id)")
        }
        return event
    }

    private mutating func takeFailures(of key: DeliveryKey) -> [FailedAttempt] {
        guard let last = attempts.removeValue(forKey: key) else { return [] }
        return trails.take(key) + [last.failure]
    }

    private mutating func end(_ ending: DeliveryEnding, of number: UInt64) {
        var ending = ending
        trails.hold(&ending)
        endings[number, default: []].append(ending)
    }

    /// It is sent again: that it was a dead letter is not how it ended.
    private mutating func reopen(_ number: UInt64, for sink: String) {
        guard let place = endings[number]?.firstIndex(where: { $0.sink == sink }),
            let ending = endings[number]?.remove(at: place)
        else { return }
        trails.letGo(ending)
        if endings[number]?.isEmpty ?? false { endings[number] = nil }
    }

    /// Forgets the digests of which no event is owed any more.
    private mutating func dissolveDigests(settledFor sink: String) {
        guard !digests.isEmpty else { return }
        digests = digests.filter { _, digest in
            digest.sink != sink || digest.events.contains { events[$0]?.sinks.contains(sink) ?? false }
        }
    }

    private mutating func bury(_ letter: DeadLetter, _ key: DeliveryKey) {
        guard deadLetters.updateValue(letter, forKey: key) == nil else { return }
        graves[key.event, default: 0] += 1
        queues[key.sink, default: SinkQueue()].bury()
    }

    /// Leaves the event to the history once nobody waits for it and no dead letter holds it.
    private mutating func release(_ number: UInt64) {
        guard graves[number] == nil, events[number]?.sinks.isEmpty ?? false,
            let event = events.removeValue(forKey: number)
        else { return }
        let ended = endings.removeValue(forKey: number) ?? []
        for ending in ended { trails.letGo(ending) }
        history.append(ToldEvent(event: event, endings: ended))
    }
}
