package import BridgeCore
package import Logging
import Synchronization

/// Drives one lane: sends what it gives out, hands it what came of it, and commits what it wants committed.
package actor LaneRunner {
    private var lane: Lane
    private let sink: any Sink
    private let gate: RateGate
    private let store: CursorStore
    private let time: any TimeSource
    private let random: @Sendable () -> UInt64
    private let onHealth: @Sendable (LaneEffect) async -> Void
    private let log: Logger
    private let observer: any BridgeObserver
    private let bell = Doorbell()
    private var effects: [LaneEffect] = []
    private var stage = Stage.open
    private var unsettled = 0
    private var renewal = Renewal.none
    /// What became owed while the supply was on its way, and belongs behind it; `nil` once the supply is there.
    private var early: [OwedEvent]? = []
    private var overflow = OverflowWatch()
    /// Sent again while how they ended the last time is still being committed.
    private var returning: [OwedEvent] = []

    private enum Stage {
        case open
        /// Nothing new goes out.
        case stopping
        /// What is under way is cut short.
        case abandoned
    }

    /// Whether the receiver is told again what it would forget. Nothing else goes out meanwhile, and everything before it
    /// is committed: what just ended must not be told as lasting, behind the news of its end.
    private enum Renewal {
        case none
        /// As soon as nothing is under way.
        case due
        case underWay
    }

    package init(
        _ traits: LaneTraits, to sink: any Sink, through gate: RateGate, store: CursorStore, time: any TimeSource,
        random: @escaping @Sendable () -> UInt64, log: Logger, observer: any BridgeObserver = BridgeObservers(),
        onHealth: @escaping @Sendable (LaneEffect) async -> Void
    ) {
        lane = Lane(traits)
        self.sink = sink
        self.gate = gate
        self.store = store
        self.time = time
        self.random = random
        self.onHealth = onHealth
        self.observer = observer
        var log = log
        log[metadataKey: "sink"] = "\(traits.sink)"
        self.log = log
    }

    /// Whether nothing waits, is under way, or is still to be committed.
    package var isIdle: Bool { early == nil && lane.backlog == 0 && effects.isEmpty && unsettled == 0 }

    package var health: LaneHealth { lane.health }

    /// Delivers until the lane is stopped and what was under way is committed. Cancelling cuts short what is under way.
    package func run() async {
        await begin()
        await withDiscardingTaskGroup { group in
            if let interval = lane.traits.renewal { group.addTask { await self.askToRenew(every: interval) } }
            while goesOn {
                let wake = turn(in: &group)
                await bell.wait(atMost: wake.map { $0 - time.uptime() }, by: time)
            }
            group.cancelAll()
        }
        await commitRest()
    }

    private var goesOn: Bool {
        switch stage {
        case .open: !Task.isCancelled
        case .stopping: !Task.isCancelled && (lane.isShipping || !effects.isEmpty || unsettled > 0)
        case .abandoned: false
        }
    }

    /// Lets nothing new out.
    package func stop() {
        if stage == .open { stage = .stopping }
        bell.ring()
    }

    /// Cuts short what is under way.
    package func abandon() {
        stage = .abandoned
        bell.ring()
    }

    /// A test says that the sink works: it need not be waited for any longer.
    /// - Returns: whether it was in trouble.
    package func resume() -> Bool {
        let trouble: LaneTrouble
        switch lane.health {
        case .working: return false
        case .failing(let known), .paused(let known): trouble = known
        }
        lane.resume(at: time.uptime())
        effects.append(.recovered(trouble))
        bell.ring()
        return true
    }

    private func begin() async {
        let supply = await store.supply(lane.traits.sink) { [self] events in await add(events) }
        let given = lane.add(supply.events, attempts: supply.attempts, at: time.uptime())
        effects += overflow.note(given, of: lane, at: time.now())
        lane.resume(supply.digests)
        let events = early ?? []
        early = nil
        add(events)
    }

    private func add(_ events: [OwedEvent]) {
        guard early == nil else {
            early? += events
            return
        }
        let held = events.filter { lane.holds($0.number) }
        returning += held
        let new = held.isEmpty ? events : events.filter { !lane.holds($0.number) }
        let given = lane.add(new, at: time.uptime())
        effects += overflow.note(given, of: lane, at: time.now())
        bell.ring()
    }

    private func addReturning() {
        let back = returning.filter { !lane.holds($0.number) }
        guard !back.isEmpty else { return }
        returning.removeAll { !lane.holds($0.number) }
        add(back)
    }

    /// Sends and commits what there is to send and commit.
    /// - Returns: when to look again if nothing happens before.
    private func turn(in group: inout DiscardingTaskGroup) -> Duration? {
        var wake: Duration?
        if stage == .open, renewal == .none {
            let turn = gate.withTokens { lane.take(at: time.uptime(), tokens: &$0) }
            effects += turn.effects
            wake = turn.wake
            if !turn.shipments.isEmpty { group.addTask { await self.ship(turn.shipments) } }
        }
        if !effects.isEmpty, mayCommit {
            let batch = effects
            effects = []
            unsettled += 1
            group.addTask { await self.commit(batch) }
        }
        if stage == .open, renewal == .due, isQuiet {
            renewal = .underWay
            group.addTask { await self.renew() }
        }
        return wake
    }

    /// Nothing is under way, and all that came of what was is committed.
    private var isQuiet: Bool { !lane.isShipping && effects.isEmpty && unsettled == 0 }

    /// One commit at a time: what is delivered meanwhile shares the next one, unless something waits for it.
    private var mayCommit: Bool {
        unsettled == 0 || stage != .open || !lane.isShipping || effects.contains(where: \.isUrgent)
    }

    private func ship(_ shipments: [Shipment]) async {
        let start = time.uptime()
        let cargo = await Cargo(shipments, of: lane.traits, from: store)
        await sink.deliver(cargo.deliveries) { [self] reports in
            for remark in reports.compactMap(\.remark) { await note(remark) }
            await finish(reports.map(cargo.report), since: start)
        }
    }

    private func askToRenew(every interval: Duration) async {
        while (try? await time.sleep(for: interval)) != nil, stage == .open {
            guard case .working = lane.health, renewal == .none else { continue }
            renewal = .due
            bell.ring()
        }
    }

    private func renew() async {
        let memories = await store.memories(of: lane.traits.sink)
        if !memories.isEmpty { await sink.renew(memories) }
        renewal = .none
        bell.ring()
    }

    private func finish(_ reports: [ShipmentReport], since start: Duration) {
        let took = time.uptime() - start
        observer.observe(.attempted(sink: lane.traits.sink, reports.map(\.outcome), took: took))
        for report in reports { note(report.outcome) }
        let ended = lane.finish(reports, at: time.uptime(), date: time.now()) {
            Double(random() >> 11) * 0x1p-53
        }
        for effect in ended { effects.add(effect) }
        bell.ring()
    }

    private func commit(_ batch: [LaneEffect]) async {
        let records = batch.flatMap { $0.records(for: lane.traits, at: time.now()) }
        // Trouble is reported before anything is given up because of it.
        for effect in batch where effect.isTrouble { await onHealth(effect) }
        do {
            try await store.note(
                records, isUrgent: stage != .open || batch.contains(where: \.isUrgent) || !lane.isShipping)
            for effect in batch { await take(effect) }
        } catch {
            log.debug("what was delivered last could not be saved and is delivered again after a restart")
        }
        unsettled -= 1
        bell.ring()
    }

    /// The effect is durable.
    private func take(_ effect: LaneEffect) async {
        switch effect {
        case .settle(let events, let how):
            lane.settled(events)
            observer.observe(.settled(sink: lane.traits.sink, events.count, how))
            await onHealth(effect)
            addReturning()
        case .form(let digest): lane.digestIsDurable(digest)
        case .note, .remember, .failing, .paused: break
        case .recovered: await onHealth(effect)
        }
    }

    private func commitRest() async {
        let records = effects.flatMap { $0.records(for: lane.traits, at: time.now()) }
        effects = []
        try? await store.note(records, isUrgent: true)
    }

    private func note(_ remark: String) {
        log.warning("not all of it went well", metadata: ["why": "\(remark)"])
    }

    private func note(_ outcome: Outcome) {
        switch outcome {
        case .delivered: break
        case .retry(let after, let reason, _):
            log.debug("will try again", metadata: ["why": "\(reason)", "after": "\(after.map { "\($0)" } ?? "-")"])
        case .rejected(let reason, .delivery):
            log.error("refused for good: now a dead letter", metadata: ["why": "\(reason)"])
        case .rejected(let reason, .sink): log.error("the sink refuses everything", metadata: ["why": "\(reason)"])
        case .suppressed(let rule): log.debug("the receiver has no place for it", metadata: ["why": "\(rule)"])
        }
    }
}

extension [LaneEffect] {
    /// Deliveries that end one after another become one record.
    fileprivate mutating func add(_ effect: LaneEffect) {
        guard case .settle(let events, .delivered) = effect, case .settle(var before, .delivered)? = last else {
            return append(effect)
        }
        // Taken out first, so that it grows in place.
        removeLast()
        before += events
        append(.settle(before, .delivered))
    }
}

extension LaneEffect {
    fileprivate func records(for lane: LaneTraits, at now: Timestamp) -> [CursorRecord] {
        switch self {
        // A dead letter has its own moment.
        case .settle(let events, .dead(let letter)): Self.bury(events, letter, lane)
        case .settle(let events, let settlement): [.settled(sink: lane.sink, events: events, settlement, at: now)]
        case .note(let event, let attempts): [.attempted(DeliveryKey(event: event, sink: lane.sink), attempts)]
        case .remember(let memory): [.remembered(memory)]
        case .form(let digest): [.digest(digest)]
        case .failing, .paused, .recovered: []
        }
    }

    /// What is given up becomes owed to the fallback in the same commit, so that no crash comes between.
    private static func bury(_ events: [UInt64], _ letter: DeadLetter, _ lane: LaneTraits) -> [CursorRecord] {
        let settled = CursorRecord.settled(sink: lane.sink, events: events, .dead(letter))
        return [settled] + (lane.fallback.map { [.forwarded(sink: $0, events: events)] } ?? [])
    }

    fileprivate var isTrouble: Bool {
        switch self {
        case .failing, .paused: true
        case .settle, .note, .remember, .form, .recovered: false
        }
    }

    /// Whether something waits for it to be durable.
    fileprivate var isUrgent: Bool {
        if case .form = self { return true }
        return false
    }
}
