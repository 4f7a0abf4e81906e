import BridgeCore

/// What must be true when everything has settled.
struct Verdict {
    private let world: Simulation
    private var ledger: Ledger { world.ledger }
    private var chaos: Chaos { world.chaos }

    init(_ world: Simulation) {
        self.world = world
    }

    func check() {
        checkTransitions()
        checkStaleness()
        for (number, told) in ledger.told.sorted(by: { $0.key < $1.key }) {
            for sink in told.owed.sinks {
                checkDelivery(number, told, sink)
                guard case .dead? = ledger.endings[DeliveryKey(event: number, sink: sink)]?.settlement else { continue }
                world.plan.fallback(of: sink).map { checkDelivery(number, told, $0) }
            }
        }
        checkSize()
    }

    /// Every transition was told once, and nothing else.
    private func checkTransitions() {
        var expected: [Reference.Expected: Int] = [:]
        for transition in world.watched.flatMap(\.reference.told) { expected[transition, default: 0] += 1 }
        for told in ledger.told.values.sorted(by: { $0.owed.number < $1.owed.number }) {
            guard let transition = Reference.Expected(told.event) else { continue }
            expected[transition, default: 0] -= 1
        }
        for (transition, count) in expected.sorted(by: { $0.key.description < $1.key.description }) where count != 0 {
            chaos.fail("\(transition) was told \(count > 0 ? "too seldom" : "without having happened") (\(count))")
        }
    }

    /// That the vendor has stopped looking was told once for each time that it did.
    private func checkStaleness() {
        for one in world.watched {
            var told: [String: Int] = [:]
            for event in ledger.told.values.map(\.event) where event.isStaleness(of: one.identity) {
                let scopes = event.data["scopes"]?.array?.compactMap(\.string) ?? [event.data["scope"]?.string ?? "?"]
                for scope in scopes { told[scope, default: 0] += 1 }
            }
            let expected = one.reference.staleTold
            if told != expected { chaos.fail("\(one.identity.name): stale was told \(told) times, not \(expected)") }
        }
    }

    private func checkDelivery(_ number: UInt64, _ told: Ledger.Told, _ sink: String) {
        guard let receiver = world.receivers.first(where: { $0.traits.name == sink }) else { return }
        let id = told.owed.event.id
        guard let ending = ledger.endings[DeliveryKey(event: number, sink: sink)] else {
            return chaos.fail("event \(number) at \(sink) never ended")
        }
        if receiver.received[id] != nil { return }
        switch ending.settlement {
        case .dead(let letter):
            let mayDie = receiver.refused.contains(id) || world.plan.retry.minimumAttempts < 8
            if !mayDie { chaos.fail("event \(number) is a dead letter of \(sink): \(letter)") }
        case .superseded(let successor) where receiver.traits.isChat:
            if ledger.numbers[successor] == nil { chaos.fail("\(successor) replaced event \(number) and is not there") }
        case nil where receiver.traits.isChat: break
        case .delivered, .digested, .superseded, .suppressed, nil:
            chaos.fail("event \(number) never reached \(sink), though it ended: \(ending)")
        }
    }

    /// The journal is cut, so that what is on the disk is bounded by what is known.
    private func checkSize() {
        let bound = 3 * (world.plan.journalBytes + world.disk.largestCheckpoint) + 100_000
        if world.disk.largest > bound { chaos.fail("a file grew to \(world.disk.largest) bytes") }
    }
}

extension Event {
    fileprivate func isStaleness(of source: SourceIdentity) -> Bool {
        type == EventType.source(.stale).name && sourceName == source.name
            && data["reason"]?.string == Staleness.Reason.checkTime.rawValue
    }
}

extension Reference.Expected {
    /// `nil` if the event is not about a finding.
    init?(_ event: Event) {
        guard let transition = event.transition, let key = event.finding?["key"]?.string,
            let revision = event.data["revision"]?.integer, let to = event.to
        else { return nil }
        self.init(
            key: key, revision: UInt32(clamping: revision), transition: transition, from: event.from, to: to)
    }
}
