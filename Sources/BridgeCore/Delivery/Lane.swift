import DequeModule
import HeapModule

/// The way to one sink: which delivery goes next, when it is tried again, and when it is given up.
///
/// A pure state machine. Its owner hands in what happened and when, sends the shipments of ``take(at:tokens:)``, and
/// commits the effects. Moments are uptimes, so that a wall clock that jumps changes nothing. Events of one order leave
/// one after another, each when the one before is durably settled: a failing event delays only its own order, a
/// failing sink delays all.
package struct Lane: Sendable {
    package let traits: LaneTraits
    package internal(set) var health: LaneHealth = .working
    /// The bytes of all events that wait or are under way.
    package internal(set) var backlogBytes = 0
    var entries: [UInt64: Entry] = [:]
    /// The unsettled events of each order, oldest first: only the first may go.
    var lines: [UInt64: Deque<UInt64>] = [:]
    var ready: Deque<Parcel> = []
    var delayed: Heap<DelayedParcel> = []
    var underWay: [UInt64: Parcel] = [:]
    var nextShipment: UInt64 = 1
    /// Nothing goes out before then: the receiver or the breaker said so.
    var heldUntil: Duration = .zero
    var failuresInARow = 0
    /// The first event of the parcel that failed last, since anything worked.
    var lastFailed: UInt64?
    var pausedSince: Duration?
    var pausedInAll: Duration = .zero

    package init(_ traits: LaneTraits) {
        self.traits = traits
    }

    /// How many events wait or are under way.
    package var backlog: Int { entries.count }

    /// Whether shipments are under way.
    package var isShipping: Bool { !underWay.isEmpty }
}

extension Lane {
    struct Entry: Sendable {
        var event: OwedEvent
        var attempts = 0
        /// How long it was tried before this process.
        var triedBefore: Duration = .zero
        /// The active time of its first attempt in this process.
        var firstTried: Duration?
        var added: Duration
        var place = Place.line
    }

    /// How far an event has come.
    enum Place: Sendable {
        /// Behind others of its order.
        case line
        /// In a parcel of its own: ready, delayed or under way.
        case parcel
        /// In a digest, committed or about to be.
        case digest
        /// How it ended is being committed: nothing else may become of it.
        case ending
    }

    /// What leaves as one delivery.
    enum Parcel: Sendable, Equatable {
        case single(UInt64)
        case digest(Digest)

        var events: [UInt64] {
            switch self {
            case .single(let number): [number]
            case .digest(let digest): digest.events
            }
        }
    }

    struct DelayedParcel: Sendable, Comparable {
        var due: Duration
        var parcel: Parcel

        static func < (left: DelayedParcel, right: DelayedParcel) -> Bool { left.due < right.due }
        static func == (left: DelayedParcel, right: DelayedParcel) -> Bool { left.due == right.due }
    }
}

/// One delivery on its way, and the key under which its outcome is reported.
package struct Shipment: Sendable, Equatable {
    package var id: UInt64
    package var delivery: Delivery
}

/// What a lane wants to be committed or told.
package enum LaneEffect: Sendable, Equatable {
    case settle([UInt64], Settlement)
    case note(UInt64, Attempts)
    case remember(SinkMemory)
    /// To be committed; then ``Lane/digestIsDurable(_:)`` lets it go.
    case form(Digest)
    case failing(LaneTrouble)
    case paused(LaneTrouble)
    case recovered(LaneTrouble)
}

// MARK: - What comes in

extension Lane {
    /// Takes in events that are durably owed, in the order of their numbers.
    /// - Parameter attempts: what was tried for them before this process; `nil` if they are new.
    package mutating func add(
        _ events: [OwedEvent], attempts: [UInt64: Attempts]? = nil, at now: Duration
    ) -> [LaneEffect] {
        // What was owed before this process has waited long enough to be coalesced.
        let added = attempts == nil ? now : now - traits.coalesceAfter
        entries.reserveCapacity(entries.count + events.count)
        lines.reserveCapacity(lines.count + events.count)
        for event in events where entries[event.number] == nil {
            var entry = Entry(event: event, added: added)
            entry.attempts = attempts?[event.number]?.count ?? 0
            entry.triedBefore = attempts?[event.number]?.trying ?? .zero
            entries[event.number] = entry
            backlogBytes += event.event.json.count
            lines[event.order, default: []].append(event.number)
            packFirst(of: event.order)
        }
        return overflow()
    }

    /// Takes in the digests that were committed before this process, after their events.
    package mutating func resume(_ digests: [Digest]) {
        for digest in digests {
            let members = Set(digest.events)
            ready.removeAll { if case .single(let number) = $0 { members.contains(number) } else { false } }
            for number in digest.events where isOwed(number) { entries[number]?.place = .digest }
            ready.append(.digest(digest))
        }
    }

    /// The digest may be sent from now on.
    package mutating func digestIsDurable(_ digest: Digest) {
        let firstSingle = ready.firstIndex { if case .single = $0 { true } else { false } }
        ready.insert(.digest(digest), at: firstSingle ?? ready.endIndex)
    }

    /// The settlements of these events are durable: those behind them may go.
    package mutating func settled(_ numbers: [UInt64]) {
        for number in numbers {
            guard let entry = entries.removeValue(forKey: number) else { continue }
            backlogBytes -= entry.event.event.json.count
            leave(entry.event.order, number)
        }
    }

    /// A reload, a restart or a successful test says that the configuration may be right now.
    package mutating func resume(at now: Duration) {
        if let since = pausedSince { pausedInAll += now - since }
        pausedSince = nil
        heldUntil = .zero
        failuresInARow = 0
        lastFailed = nil
        health = .working
    }

    private mutating func leave(_ order: UInt64, _ number: UInt64) {
        if lines[order]?.first == number {
            lines[order]?.removeFirst()
        } else {
            lines[order]?.removeAll { $0 == number }
        }
        if lines[order]?.isEmpty ?? true { lines[order] = nil } else { packFirst(of: order) }
    }

    private mutating func packFirst(of order: UInt64) {
        guard let first = lines[order]?.first, entries[first]?.place == .line else { return }
        entries[first]?.place = .parcel
        ready.append(.single(first))
    }

    /// Gives up the oldest events until the backlog is within its bounds, but none that is under way or in a digest.
    private mutating func overflow() -> [LaneEffect] {
        guard entries.count > traits.maximumBacklog || backlogBytes > traits.maximumBacklogBytes else { return [] }
        let staying = entries.lazy.filter { $0.value.place != .ending }
        var excess = staying.count - traits.maximumBacklog
        var excessBytes = staying.reduce(-traits.maximumBacklogBytes) { $0 + $1.value.event.event.json.count }
        let moving = Set(underWay.values.flatMap(\.events))
        let waiting = staying.filter { $0.value.place != .digest && !moving.contains($0.key) }.map(\.key).sorted()
        var given: [UInt64] = []
        for number in waiting where excess > 0 || excessBytes > 0 {
            given.append(number)
            excess -= 1
            excessBytes -= entries[number]?.event.event.json.count ?? 0
        }
        guard !given.isEmpty else { return [] }
        return [
            end(given, .dead(DeadLetter(reason: "the backlog is full", attempts: 0, at: .init(milliseconds: 0))))
        ]
    }

    /// Whether something may still become of the event.
    func isOwed(_ number: UInt64) -> Bool {
        // Not through a copy: this is asked several times for every delivery.
        entries.index(forKey: number).map { entries.values[$0].place != .ending } ?? false
    }

    /// Says how they ended; from now on nothing else can become of them.
    mutating func end(_ numbers: [UInt64], _ settlement: Settlement) -> LaneEffect {
        let owed = numbers.filter(isOwed)
        for number in owed { entries[number]?.place = .ending }
        return .settle(owed, settlement)
    }
}
