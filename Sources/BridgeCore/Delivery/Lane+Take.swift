import DequeModule
import HeapModule

/// What a lane does next.
package struct LaneTurn: Sendable, Equatable {
    package var shipments: [Shipment] = []
    package var effects: [LaneEffect] = []
    /// When to ask again if nothing comes in before; `nil`: only when something comes in.
    package var wake: Duration?

    package init() {}
}

extension Lane {
    /// What may go out now.
    /// - Parameter tokens: the rate limit of the sink's destination, if it has one.
    package mutating func take(at now: Duration, tokens: inout TokenBucket?) -> LaneTurn {
        var turn = LaneTurn()
        guard pausedSince == nil else { return turn }
        while let next = delayed.min, next.due <= now { ready.append(delayed.removeMin().parcel) }
        coalesce(at: now, &turn)
        formDigest(&turn)
        fill(&turn, at: now, tokens: &tokens)
        turn.wake = wake(after: turn, at: now, tokens: &tokens)
        return turn
    }

    private mutating func fill(_ turn: inout LaneTurn, at now: Duration, tokens: inout TokenBucket?) {
        while now >= heldUntil, underWay.count < window, hasReady() {
            guard tokens?.take(at: now) ?? true else { return }
            let room = min(traits.maximumBatch, window - underWay.count)
            for _ in 0..<room {
                guard let parcel = ready.popFirst() else { break }
                ship(parcel, &turn, at: now)
            }
        }
    }

    /// Whether a parcel is ready; those that have ended meanwhile are dropped.
    private mutating func hasReady() -> Bool {
        while let first = ready.first {
            guard first.events.allSatisfy({ !isOwed($0) }) else { return true }
            ready.removeFirst()
        }
        return false
    }

    /// How many shipments may be under way: a sink in trouble gets one probe at a time.
    private var window: Int {
        if case .failing = health { return 1 }
        return traits.concurrency * traits.maximumBatch + traits.ahead
    }

    private mutating func ship(_ parcel: Parcel, _ turn: inout LaneTurn, at now: Duration) {
        let active = activeTime(at: now)
        var events: [EncodedEvent] = []
        var attempts = 0
        for number in parcel.events {
            guard let entry = entries.index(forKey: number), entries.values[entry].place != .ending else { continue }
            entries.values[entry].firstTried = entries.values[entry].firstTried ?? active
            attempts = max(attempts, entries.values[entry].attempts)
            events.append(entries.values[entry].event.event)
        }
        guard let first = events.first else { return }
        let content: Delivery.Content =
            switch parcel {
            case .single: .event(first)
            case .digest(let digest): .digest(id: digest.id, events: events)
            }
        turn.shipments.append(Shipment(id: nextShipment, delivery: Delivery(content: content, attempt: attempts + 1)))
        underWay[nextShipment] = parcel
        nextShipment += 1
    }

    /// For people, what waited long says only how things stand now: earlier events of a finding give way to its last.
    private mutating func coalesce(at now: Duration, _ turn: inout LaneTurn) {
        guard traits.isChat, lines.count < entries.count else { return }
        var waiting: Deque<Parcel> = []
        swap(&waiting, &ready)
        waiting.removeAll { parcel in
            guard case .single(let number) = parcel, let entry = entries[number], entry.place == .parcel,
                now - entry.added >= traits.coalesceAfter, let line = lines[entry.event.order],
                // Not the last in line: an old event that is sent again stands there, too.
                let last = line.max(), last > number, let successor = entries[last], successor.place != .ending
            else { return false }
            let earlier = line.filter { $0 < last && (entries[$0]?.place == .line || $0 == number) }
            turn.effects.append(end(Array(earlier), .superseded(by: successor.event.event.id)))
            return true
        }
        ready = waiting
    }

    /// When more waits than people can read one by one, it becomes one message.
    private mutating func formDigest(_ turn: inout LaneTurn) {
        guard traits.isChat, ready.count > traits.digestAbove else { return }
        var waiting = ready.compactMap { if case .single(let number) = $0, isOwed(number) { number } else { nil } }[...]
        guard waiting.count > traits.digestAbove else { return }
        while waiting.count > traits.digestAbove {
            form(waiting.prefix(traits.maximumDigest).sorted(), &turn)
            waiting = waiting.dropFirst(traits.maximumDigest)
        }
        let entries = entries
        ready.removeAll { if case .single(let number) = $0 { entries[number]?.place == .digest } else { false } }
    }

    private mutating func form(_ events: [UInt64], _ turn: inout LaneTurn) {
        for number in events { entries[number]?.place = .digest }
        let ids = events.compactMap { entries[$0]?.event.event.id }
        turn.effects.append(.form(Digest(id: EventID.digest(of: ids), sink: traits.sink, events: events)))
    }

    private func wake(after turn: LaneTurn, at now: Duration, tokens: inout TokenBucket?) -> Duration? {
        var moments = [delayed.min?.due].compactMap(\.self)
        if !ready.isEmpty {
            if now < heldUntil {
                moments.append(heldUntil)
            } else if underWay.count < window, let next = tokens?.next(at: now) {
                moments.append(next)
            }
        }
        return moments.min()
    }

    /// The uptime without the pauses.
    func activeTime(at now: Duration) -> Duration {
        now - pausedInAll - (pausedSince.map { now - $0 } ?? .zero)
    }
}
