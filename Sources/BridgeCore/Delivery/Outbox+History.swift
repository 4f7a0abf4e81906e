import DequeModule
import HeapModule

extension Outbox {
    /// The events that match, owed and remembered ones alike, in an order of their numbers. What it costs grows with the
    /// outbox, but what it holds does not.
    /// - Parameter place: only those behind this number in that order; `nil` begins with the first.
    func histories(
        _ order: NumberOrder, behind place: UInt64?, atMost count: Int, where matches: (OwedEvent, Outbox) -> Bool
    ) -> [EventHistory] {
        var selection = NumberSelection(order, behind: place, atMost: count)
        for (number, event) in events where selection.wants(number) && matches(event, self) { selection.add(number) }
        for told in history.events where selection.wants(told.event.number) && matches(told.listed, self) {
            selection.add(told.event.number)
        }
        let numbers = selection.numbers
        let wanted = Set(numbers)
        let told = history.events.filter { wanted.contains($0.event.number) }
        let remembered = Dictionary(told.map { ($0.event.number, $0) }, uniquingKeysWith: { $1 })
        return numbers.compactMap { number in
            events[number].map(history(of:)) ?? remembered[number].map { EventHistory($0) }
        }
    }

    /// Whether the event was owed to the sink at any time, as far as is remembered.
    func concerns(_ event: OwedEvent, sink: String) -> Bool {
        event.sinks.contains(sink) || (endings[event.number]?.contains { $0.sink == sink } ?? false)
    }

    private func history(of event: OwedEvent) -> EventHistory {
        let open = event.sinks.map { delivery(DeliveryKey(event: event.number, sink: $0)) }
        let ended = (endings[event.number] ?? []).map(DeliveryHistory.init)
        return EventHistory(
            number: event.number, event: event.event, deliveries: (open + ended).sorted { $0.sink < $1.sink })
    }

    private func delivery(_ key: DeliveryKey) -> DeliveryHistory {
        var delivery = DeliveryHistory(sink: key.sink, state: .waiting, isReplay: replayed.contains(key))
        guard let last = attempts[key] else { return delivery }
        (delivery.state, delivery.attempts, delivery.at) = (.retrying, last.count, last.at)
        delivery.failures = trails[key] + [last.failure]
        return delivery
    }
}

extension Outbox {
    /// The dead letters that hold the event.
    func letters(holding event: EventHistory) -> [(key: DeliveryKey, value: DeadLetter)] {
        event.deliveries.compactMap { delivery in
            let key = DeliveryKey(event: event.number, sink: delivery.sink)
            return deadLetters[key].map { (key, $0) }
        }
    }
}

extension EventHistory {
    fileprivate init(_ told: ToldEvent) {
        self.init(
            number: told.event.number, event: told.event.event,
            deliveries: told.endings.map(DeliveryHistory.init).sorted { $0.sink < $1.sink })
    }
}

extension DeliveryHistory {
    fileprivate init(_ ending: DeliveryEnding) {
        self.init(
            sink: ending.sink, state: .ended(ending.settlement), attempts: ending.attempts, at: ending.at,
            failures: ending.failures)
    }
}

extension ToldEvent {
    /// As it was owed, for choosing by sink.
    fileprivate var listed: OwedEvent {
        var owed = event
        owed.sinks = endings.map(\.sink)
        return owed
    }
}

/// In which order events are listed.
package enum NumberOrder: String, Sendable, CaseIterable { case oldest, newest }

/// The first few of many numbers in an order.
struct NumberSelection {
    private let order: NumberOrder
    private let place: UInt64?
    private let count: Int
    private var heap: Heap<UInt64> = []

    init(_ order: NumberOrder, behind place: UInt64?, atMost count: Int) {
        (self.order, self.place, self.count) = (order, place, count)
    }

    func wants(_ number: UInt64) -> Bool {
        switch order {
        case .oldest: number > place ?? 0 && (heap.count < count || number < heap.max ?? 0)
        case .newest: number < place ?? .max && (heap.count < count || number > heap.min ?? .max)
        }
    }

    mutating func add(_ number: UInt64) {
        heap.insert(number)
        guard heap.count > count else { return }
        switch order {
        case .oldest: heap.removeMax()
        case .newest: heap.removeMin()
        }
    }

    /// In their order.
    var numbers: [UInt64] {
        switch order {
        case .oldest: heap.unordered.sorted()
        case .newest: heap.unordered.sorted(by: >)
        }
    }
}
