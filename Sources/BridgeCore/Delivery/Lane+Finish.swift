import DequeModule
import HeapModule

/// How a shipment ended.
package struct ShipmentReport: Sendable, Equatable {
    package var id: UInt64
    package var outcome: Outcome
    /// What is to be remembered, in the same commit as what becomes of it.
    package var memory: SinkMemory?

    package init(id: UInt64, outcome: Outcome, memory: SinkMemory? = nil) {
        self.id = id
        self.outcome = outcome
        self.memory = memory
    }
}

extension Lane {
    /// Takes in how shipments ended.
    /// - Parameters:
    ///   - now: the uptime; `date`: the same moment by the wall clock, for the record.
    ///   - fraction: gives a random number in 0..<1, for the jitter.
    ///
    /// What is reported together may have shared a request: where that is so, it is one failure of the sink, however many
    /// deliveries it held up.
    package mutating func finish(
        _ reports: [ShipmentReport], at now: Duration, date: Timestamp, fraction: () -> Double
    ) -> [LaneEffect] {
        var effects: [LaneEffect] = []
        var delivered: [UInt64] = []
        var hasFailed = false
        for report in reports {
            guard let parcel = underWay.removeValue(forKey: report.id) else { continue }
            if let memory = report.memory { effects.append(.remember(memory)) }
            switch report.outcome {
            case .delivered:
                succeed(&effects)
                settle(parcel, &delivered, &effects)
            case .retry(let asked, let reason, let scope):
                fail(
                    parcel,
                    Failure(
                        asked: asked, reason: reason, scope: scope, fraction: fraction(),
                        isAnother: !hasFailed || traits.maximumBatch == 1),
                    at: now, date, &effects)
                hasFailed = true
            case .rejected(let reason, .delivery):
                succeed(&effects)
                let attempts = 1 + (parcel.events.compactMap { entries[$0]?.attempts }.max() ?? 0)
                effects.append(end(parcel.events, .dead(DeadLetter(reason: reason, attempts: attempts, at: date))))
            case .rejected(let reason, .sink): pause(parcel, reason, at: now, date, &effects)
            case .suppressed(let rule):
                succeed(&effects)
                effects.append(end(parcel.events, .suppressed(rule: rule)))
            }
        }
        if !delivered.isEmpty { effects.append(end(delivered, .delivered)) }
        return effects
    }

    private struct Failure {
        var asked: Duration?
        var reason: String
        var scope: Outcome.Scope
        var fraction: Double
        /// Not of a request that was counted already.
        var isAnother: Bool
    }

    private mutating func settle(_ parcel: Parcel, _ delivered: inout [UInt64], _ effects: inout [LaneEffect]) {
        switch parcel {
        case .single(let number): delivered.append(number)
        case .digest(let digest): effects.append(end(digest.events, .digested(by: digest.id)))
        }
    }

    /// The sink answered, so it works.
    private mutating func succeed(_ effects: inout [LaneEffect]) {
        failuresInARow = 0
        lastFailed = nil
        guard case .failing(let trouble) = health else { return }
        health = .working
        effects.append(.recovered(trouble))
    }

    private mutating func fail(
        _ parcel: Parcel, _ failure: Failure, at now: Duration, _ date: Timestamp, _ effects: inout [LaneEffect]
    ) {
        if failure.isAnother { blame(parcel, failure.scope) }
        guard let attempts = count(parcel, failure.reason, at: now, date) else { return }
        if traits.retry.givesUp(after: attempts.count, trying: attempts.trying) {
            let letter = DeadLetter(reason: failure.reason, attempts: attempts.count, at: date)
            effects.append(end(parcel.events, .dead(letter)))
        } else {
            effects.append(contentsOf: parcel.events.map { .note($0, attempts) })
            postpone(parcel, failure, attempts.count, at: now)
        }
        if failure.isAnother { distrust(failure, at: now, date, &effects) }
    }

    /// One delivery that fails again and again says nothing about the sink.
    private mutating func blame(_ parcel: Parcel, _ scope: Outcome.Scope) {
        let first = parcel.events.first
        if health != .working || scope == .sink || first != lastFailed { failuresInARow += 1 }
        lastFailed = first
    }

    private mutating func postpone(_ parcel: Parcel, _ failure: Failure, _ attempt: Int, at now: Duration) {
        if failure.scope == .sink, let asked = failure.asked {
            heldUntil = max(heldUntil, now + asked)
            ready.append(parcel)
        } else if case .failing = health {
            // At the back, so that each probe is another event: one that can never pass must not block the rest.
            ready.append(parcel)
        } else {
            let wait = traits.retry.wait(afterAttempt: attempt, asked: failure.asked, fraction: failure.fraction)
            delayed.insert(DelayedParcel(due: now + wait, parcel: parcel))
        }
    }

    /// After enough failures in a row the sink itself is the trouble, and is left alone for longer and longer.
    private mutating func distrust(
        _ failure: Failure, at now: Duration, _ date: Timestamp, _ effects: inout [LaneEffect]
    ) {
        let excess = failuresInARow - traits.failingAfter
        guard excess >= 0 else { return }
        let wait = traits.retry.wait(afterAttempt: excess + 1, asked: failure.asked, fraction: failure.fraction)
        heldUntil = max(heldUntil, now + wait)
        guard case .working = health else { return }
        let trouble = LaneTrouble(reason: failure.reason, since: date)
        health = .failing(trouble)
        effects.append(.failing(trouble))
    }

    private mutating func pause(
        _ parcel: Parcel, _ reason: String, at now: Duration, _ date: Timestamp, _ effects: inout [LaneEffect]
    ) {
        ready.prepend(parcel)
        guard pausedSince == nil else { return }
        pausedSince = now
        let trouble = LaneTrouble(reason: reason, since: date)
        health = .paused(trouble)
        effects.append(.paused(trouble))
    }

    /// Counts the attempt for every event of the parcel.
    private mutating func count(
        _ parcel: Parcel, _ reason: String, at now: Duration, _ date: Timestamp
    ) -> Attempts? {
        var worst: Attempts?
        for number in parcel.events {
            guard var entry = entries[number] else { continue }
            entry.attempts += 1
            entries[number] = entry
            let trying = entry.triedBefore + (entry.firstTried.map { activeTime(at: now) - $0 } ?? .zero)
            if worst.map({ $0.count < entry.attempts }) ?? true {
                worst = Attempts(count: entry.attempts, trying: trying, reason: reason, at: date)
            }
        }
        return worst
    }
}
