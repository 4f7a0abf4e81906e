import BridgeCore

/// What a cursor remembers of what was told must be what happened.
struct HistoryCheck {
    private let world: Simulation
    private let cursor: Cursor
    private var ledger: Ledger { world.ledger }

    init(_ world: Simulation, _ cursor: Cursor) {
        (self.world, self.cursor) = (world, cursor)
    }

    /// Nothing that is remembered contradicts what was durable and what arrived.
    func check() {
        for event in cursor.recentEvents(atMost: .max) { check(event) }
        let moments = cursor.trend.map(\.at)
        for (earlier, later) in zip(moments, moments.dropFirst()) where earlier >= later {
            fail("the sample of \(later) comes after that of \(earlier)")
        }
    }

    /// Nothing that was told is missing, as long as it need not be.
    func checkWhole() {
        check()
        guard ledger.told.count <= History.maximumEvents else { return }
        let missing = Set(ledger.told.keys).subtracting(cursor.recentEvents(atMost: .max).map(\.number))
        if !missing.isEmpty { fail("events \(missing.sorted()) were told and are forgotten") }
    }

    private func check(_ event: EventHistory) {
        // What is read at a start may not be durable yet.
        if let told = ledger.told[event.number] {
            if told.owed.event != event.event { fail("event \(event.number) is remembered as \(event.event.id)") }
            let sinks = event.deliveries.map(\.sink)
            // What one gave up may have gone to another in its place.
            if !Set(told.owed.sinks).isSubset(of: sinks) { fail("event \(event.number) was owed to \(sinks)") }
        }
        for delivery in event.deliveries {
            guard let receiver = world.receivers.first(where: { $0.traits.name == delivery.sink }) else { continue }
            check(delivery, event, receiver)
            checkAttempts(delivery, event, receiver)
        }
    }

    private func check(_ delivery: DeliveryHistory, _ event: EventHistory, _ receiver: Receiver) {
        let known = ledger.endings[DeliveryKey(event: event.number, sink: delivery.sink)]
        switch delivery.state {
        case .waiting, .retrying:
            if let known { fail("\(event.number) at \(delivery.sink) is \(delivery.state), but it ended: \(known)") }
        case .ended(let settlement):
            if let truth = known?.settlement, truth != settlement {
                fail("\(event.number) at \(delivery.sink) ended as \(truth), not as \(settlement)")
            }
            if settlement.isArrival, receiver.received[event.event.id] == nil {
                fail("\(event.number) at \(delivery.sink) is \(delivery.state.word), and never arrived")
            }
            if delivery.at == nil { fail("when \(event.number) ended at \(delivery.sink) is not known") }
        }
    }

    private func checkAttempts(_ delivery: DeliveryHistory, _ event: EventHistory, _ receiver: Receiver) {
        let numbers = delivery.failures.map(\.attempt)
        if numbers.count > FailedAttempt.kept || numbers != Array(Set(numbers)).sorted()
            || numbers.last ?? 0 > delivery.attempts || delivery.failures.contains(where: { $0.at == nil })
        {
            fail(
                "\(event.number) at \(delivery.sink), tried \(delivery.attempts) times, failed at \(delivery.failures)")
        }
        // The attempts of a digest count for each of its events.
        if !receiver.traits.isChat, delivery.attempts > receiver.sent[event.event.id] ?? 0 {
            fail("\(event.number) was not tried \(delivery.attempts) times at \(delivery.sink)")
        }
    }

    private func fail(_ what: String) { world.chaos.fail("history: \(what)") }
}

extension Settlement {
    fileprivate var isArrival: Bool {
        switch self {
        case .delivered, .digested: true
        case .superseded, .suppressed, .dead: false
        }
    }
}
