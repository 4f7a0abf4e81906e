package import BridgeCore

/// The far end of one sink: it remembers over all lives of the process what reached it.
package final class Receiver: @unchecked Sendable {
    package let traits: SinkTraits
    /// How often each event came, by id.
    private(set) var received: [String: Int] = [:]
    /// How often each was sent to it.
    private(set) var sent: [String: Int] = [:]
    /// The events that it said were received, and those that it refused for good.
    private(set) var confirmed: Set<String> = []
    private(set) var refused: Set<String> = []
    private var lastRevision: [String: Int64] = [:]
    /// The life of the process that was last told of each event that it arrived.
    private var confirmedIn: [String: Int] = [:]
    private let chaos: Chaos
    private let ledger: Ledger
    /// What it keeps of each matter, as a ticket system does: its name.
    private var tickets: [String: String] = [:]
    /// A finding whose deliveries never succeed while this is set.
    package var stuckSubject: String?

    init(_ traits: SinkTraits, _ chaos: Chaos, _ ledger: Ledger) {
        self.traits = traits
        self.chaos = chaos
        self.ledger = ledger
    }

    /// What the process sends must be durable, and still owed.
    func check(_ delivery: Delivery, in life: Life) {
        for event in delivery.events {
            if ledger.numbers[event.id] == nil {
                chaos.fail("\(event.id) was sent to \(traits.name) before it was durable")
            } else if !ledger.isOpen(event.id, at: traits.name) {
                chaos.fail("\(event.id) was sent to \(traits.name) although it was settled durably")
            } else if confirmedIn[event.id] == life.number {
                chaos.fail("\(event.id) was sent to \(traits.name) again although this process knows that it arrived")
            }
        }
        for event in delivery.events { sent[event.id, default: 0] += 1 }
        for event in delivery.events where ledger.isBehind(event.id, at: traits.name) {
            chaos.fail("\(event.id) was sent to \(traits.name) before its predecessor was settled durably")
        }
        if case .digest(let id, let events) = delivery.content { check(digest: id, events) }
        checkMemory(of: delivery)
    }

    /// What is remembered is the ticket that there is; whoever was told of a matter, durably, remembers it.
    private func checkMemory(of delivery: Delivery) {
        guard traits.remembers, let matter = matter(of: delivery) else { return }
        if let memory = delivery.memory {
            if memory != tickets[matter] { chaos.fail("\(traits.name) remembers \(memory) of \(matter)") }
        } else if ledger.delivered[traits.name]?.contains(matter) ?? false {
            chaos.fail("\(traits.name) forgot its ticket of \(matter)")
        }
    }

    /// Finds the ticket of the matter, or makes it.
    /// - Returns: what is to be remembered.
    func ticket(for delivery: Delivery) -> SinkMemory.Change? {
        guard traits.remembers, let matter = matter(of: delivery) else { return nil }
        let ticket = tickets[matter] ?? "ticket \(tickets.count + 1)"
        tickets[matter] = ticket
        return .keep(ticket)
    }

    private func matter(of delivery: Delivery) -> String? {
        delivery.events.first.flatMap { ledger.numbers[$0.id] }.flatMap { ledger.told[$0]?.event.matter }
    }

    private func check(digest id: String, _ events: [EncodedEvent]) {
        guard let digest = ledger.digests[id] else {
            return chaos.fail("digest \(id) was sent to \(traits.name) before it was durable")
        }
        let members = Set(digest.events)
        if !events.allSatisfy({ ledger.numbers[$0.id].map(members.contains) ?? false }) {
            chaos.fail("digest \(id) holds what is not a member of it")
        }
    }

    /// The work is done: people read it, a ticket is there.
    func receive(_ delivery: Delivery) {
        for event in delivery.events { receive(event) }
    }

    private func receive(_ encoded: EncodedEvent) {
        if confirmed.contains(encoded.id) { chaos.count("sent again after a crash") }
        received[encoded.id, default: 0] += 1
        guard let number = ledger.numbers[encoded.id], let event = ledger.told[number]?.event,
            let key = event.finding?["key"]?.string, let revision = event.data["revision"]?.integer
        else { return }
        if let last = lastRevision[key], revision < last {
            chaos.fail("\(traits.name) got revision \(revision) of \(key) after revision \(last)")
        }
        lastRevision[key] = revision
    }

    func confirm(_ delivery: Delivery, in life: Life) {
        for event in delivery.events {
            confirmed.insert(event.id)
            confirmedIn[event.id] = life.number
        }
    }

    func refuse(_ delivery: Delivery) { refused.formUnion(delivery.events.map(\.id)) }
}

/// The way of one process to a receiver, with all that happens on ways.
package struct SimulatedSink: Sink {
    let receiver: Receiver
    let life: Life
    let chaos: Chaos
    let time: VirtualTime

    package func deliver(_ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void) async {
        let size = max(receiver.traits.maximumBatch, 1)
        for start in stride(from: 0, to: deliveries.count, by: size) {
            await send(deliveries, start..<min(start + size, deliveries.count), report)
        }
    }

    /// One request.
    private func send(
        _ deliveries: [Delivery], _ range: Range<Int>, _ report: @Sendable ([DeliveryReport]) async -> Void
    ) async {
        if !life.isOver { for index in range { receiver.check(deliveries[index], in: life) } }
        let isCut = await !travel()
        let fate: Fate? = isCut || life.isOver ? .lost : chaos.level > 0 ? Fate.drawn(chaos) : nil
        let reports = range.map { index in
            let outcome = arrive(deliveries[index], fate)
            let memory = outcome == .delivered ? receiver.ticket(for: deliveries[index]) : nil
            return DeliveryReport(index: index, outcome: outcome, memory: memory)
        }
        await report(reports)
    }

    /// - Returns: whether the request got through before it was cut short.
    private func travel() async -> Bool {
        let hangs = chaos.strikes("sink hangs", 0.01)
        let way = hangs ? Duration.seconds(100_000) : .milliseconds(chaos.dice.below(400))
        do { try await time.sleep(for: way) } catch { return false }
        return true
    }

    private func arrive(_ delivery: Delivery, _ fate: Fate?) -> Outcome {
        if !life.isOver, isStuck(delivery) {
            receiver.refuse(delivery)
            return .retry(reason: "stuck")
        }
        switch fate {
        case .lost: return .retry(reason: "no answer")
        case .throttled: return .retry(after: .seconds(chaos.dice.below(900)), reason: "too fast", scope: .sink)
        case .refused where chaos.dice.chance(0.5):
            receiver.refuse(delivery)
            return .rejected(reason: "will not have it")
        case .paused: return .rejected(reason: "token is gone", scope: .sink)
        case .worked:
            receiver.receive(delivery)
            return .retry(reason: "error after the work was done")
        case .doubled:
            receiver.receive(delivery)
            fallthrough
        case .refused, nil:
            receiver.receive(delivery)
            receiver.confirm(delivery, in: life)
            return .delivered
        }
    }

    private func isStuck(_ delivery: Delivery) -> Bool {
        guard let stuck = receiver.stuckSubject,
            let number = delivery.events.first.flatMap({ event in
                receiver.number(of: event.id)
            })
        else { return false }
        return receiver.subject(of: number) == stuck
    }

    private enum Fate: String, CaseIterable {
        case lost, throttled, refused, paused, worked, doubled

        static func drawn(_ chaos: Chaos) -> Fate? {
            let chances: [(Fate, Double)] = [
                (.lost, 0.15), (.throttled, 0.03), (.refused, 0.02), (.paused, 0.004), (.worked, 0.06),
                (.doubled, 0.03),
            ]
            return chances.first { chaos.strikes("sink \($0.0.rawValue)", $0.1) }?.0
        }
    }
}

extension Receiver {
    func number(of id: String) -> UInt64? { ledger.numbers[id] }
    func subject(of number: UInt64) -> String? { ledger.told[number]?.event.subject }
}
