import BridgeCore
import TestSupport
import Testing

/// A lane against random receivers, restarts and operators: whatever happens, every event ends exactly once, in order
/// per finding, and the lane never falls asleep while it has work.
@Suite struct LaneModelTests {
    @Test(arguments: 1...120)
    func everyEventEndsOnceAndInOrder(seed: UInt64) {
        var world = World(seed: seed)
        for _ in 0..<80 { world.step() }
        world.settleDown()
        #expect(world.lane.backlog == 0)
        #expect(world.lane.backlogBytes == 0)
        #expect(world.ended.keys.sorted() == world.events.map(\.number))
    }
}

/// The lane with an owner whose commits take their time, and a receiver that does as it likes.
private struct World {
    var lane: Lane
    var events: [OwedEvent] = []
    var ended: [UInt64: Settlement] = [:]
    private var random: Seeded
    private let traits: LaneTraits
    private var tokens: TokenBucket?
    private var now = Duration.zero
    private var underWay: [Shipment] = []
    private var attempts: [UInt64: Attempts] = [:]
    private var digests: [String: Digest] = [:]
    /// What was handed to the store and is not durable yet, oldest first.
    private var committing: [LaneEffect] = []
    private var isGood = false

    init(seed: UInt64) {
        random = Seeded(seed)
        var traits = LaneTraits(sink: "s")
        traits.isChat = random.chance(0.5)
        traits.concurrency = random.pick(1..<5)
        traits.maximumBatch = random.pick(1..<4)
        traits.digestAbove = 4
        traits.maximumDigest = 6
        traits.coalesceAfter = .seconds(30)
        traits.retry.maximumAge = .seconds(300)
        traits.retry.minimumAttempts = 3
        traits.maximumBacklog = random.chance(0.3) ? 15 : 1000
        self.traits = traits
        lane = Lane(traits)
        if random.chance(0.5) { tokens = TokenBucket(RateLimit(limit: random.pick(1..<5), per: .seconds(7)), at: now) }
    }

    mutating func step() {
        switch random.pick(0..<12) {
        case 0...3: add()
        case 4...6: reportSome()
        case 7...8: becomeDurable()
        case 9: now += .milliseconds(random.pick(0..<20_000))
        case 10 where random.chance(0.2): restart()
        default: if random.chance(0.3) { lane.resume(at: now) }
        }
        turn()
    }

    /// From now on everything works: all that is owed must end without anything new coming in.
    mutating func settleDown() {
        isGood = true
        lane.resume(at: now)
        for _ in 0..<10_000 {
            let wake = turn()
            guard !isDone else { return }
            if !underWay.isEmpty {
                reportSome()
            } else if !committing.isEmpty {
                becomeDurable()
            } else if let wake {
                now = max(now, wake)
            } else {
                Issue.record("the lane sleeps with \(lane.backlog) events to go")
                return
            }
        }
        Issue.record("the lane does not end")
    }

    private var isDone: Bool { lane.backlog == 0 && underWay.isEmpty && committing.isEmpty }

    private mutating func add() {
        let new = (0..<random.pick(1..<6)).map { _ in
            Shop.event(UInt64(events.count) + 1, of: UInt64(random.pick(0..<6)))
        }
        let numbered = new.enumerated().map { Shop.event(UInt64(events.count + $0) + 1, of: $1.order) }
        events += numbered
        commit(lane.add(numbered, at: now))
    }

    @discardableResult
    private mutating func turn() -> Duration? {
        let turn = lane.take(at: now, tokens: &tokens)
        commit(turn.effects)
        turn.shipments.forEach { send($0) }
        let hasMoreToCome = !underWay.isEmpty || !committing.isEmpty || turn.wake != nil || isPaused
        #expect(lane.backlog == 0 || hasMoreToCome, "the lane sleeps")
        if let wake = turn.wake { #expect(wake > now) }
        return turn.wake
    }

    private var isPaused: Bool {
        if case .paused = lane.health { true } else { false }
    }

    /// Nothing goes out that has ended, or before what came first of its finding.
    private mutating func send(_ shipment: Shipment) {
        for sent in shipment.delivery.events {
            guard let event = events.first(where: { $0.event.id == sent.id }) else { continue }
            #expect(ended[event.number] == nil)
            let earlier = events.filter { $0.order == event.order && $0.number < event.number }
            #expect(earlier.allSatisfy { ended[$0.number] != nil }, "\(event.number) goes before its predecessor")
        }
        underWay.append(shipment)
    }

    private mutating func reportSome() {
        let count = random.pick(0..<(underWay.count + 1))
        let reports = underWay.prefix(isGood ? underWay.count : count).map {
            ShipmentReport(id: $0.id, outcome: outcome())
        }
        underWay.removeFirst(reports.count)
        let fraction = Double.random(in: 0..<1, using: &random)
        commit(lane.finish(reports, at: now, date: .start) { fraction })
    }

    private mutating func outcome() -> Outcome {
        guard !isGood else { return .delivered }
        return switch random.pick(0..<12) {
        case 0...4: .delivered
        case 5...7: .retry(reason: "503")
        case 8: .retry(after: .seconds(random.pick(0..<40)), reason: "429")
        case 9: .retry(after: .seconds(random.pick(0..<40)), reason: "429", scope: .sink)
        case 10: .rejected(reason: "400")
        default: random.chance(0.2) ? .rejected(reason: "403", scope: .sink) : .delivered
        }
    }

    private mutating func commit(_ effects: [LaneEffect]) {
        committing += effects
    }

    /// The oldest commits are on disk now.
    private mutating func becomeDurable() {
        let count = isGood ? committing.count : random.pick(0..<(committing.count + 1))
        for effect in committing.prefix(count) {
            switch effect {
            case .settle(let numbers, let settlement): settle(numbers, settlement)
            case .note(let number, let tries): attempts[number] = tries
            case .form(let digest):
                digests[digest.id] = digest
                lane.digestIsDurable(digest)
            case .remember, .failing, .paused, .recovered: break
            }
        }
        committing.removeFirst(count)
    }

    private mutating func settle(_ numbers: [UInt64], _ settlement: Settlement) {
        for number in numbers {
            #expect(ended[number] == nil, "\(number) ended twice: \(settlement)")
            ended[number] = settlement
        }
        lane.settled(numbers)
    }

    /// Killed: what is not durable never was; what is durable is all there is.
    private mutating func restart() {
        committing = []
        underWay = []
        lane = Lane(traits)
        now += .seconds(random.pick(0..<100))
        let owed = events.filter { ended[$0.number] == nil }
        commit(lane.add(owed, attempts: attempts.filter { ended[$0.key] == nil }, at: now))
        let open = digests.values.filter { $0.events.contains { ended[$0] == nil } }
        lane.resume(open.sorted { $0.id < $1.id })
    }
}
