/// Notices when a lane begins to give up events because too many wait: that is reported once, until there is room again.
package struct OverflowWatch: Sendable {
    private var isOverflowing = false

    package init() {}

    /// - Parameters:
    ///   - effects: of ``Lane/add(_:attempts:at:)``.
    ///   - now: the wall clock, which the lane does not know.
    /// - Returns: the effects with their date, and the report first if it is news.
    package mutating func note(_ effects: [LaneEffect], of lane: Lane, at now: Timestamp) -> [LaneEffect] {
        guard !effects.isEmpty else {
            if lane.hasRoom { isOverflowing = false }
            return []
        }
        let reason = lane.traits.overflow
        let dated = effects.map { $0.dated(now, reason) }
        defer { isOverflowing = true }
        return isOverflowing ? dated : [.failing(LaneTrouble(reason: reason, since: now))] + dated
    }
}

extension Lane {
    /// Whether the event waits, is under way, or how it ended is still being committed.
    package func holds(_ number: UInt64) -> Bool { entries[number] != nil }

    /// A tenth of the backlog is free.
    fileprivate var hasRoom: Bool {
        backlog <= traits.maximumBacklog / 10 * 9 && backlogBytes <= traits.maximumBacklogBytes / 10 * 9
    }
}

extension LaneTraits {
    fileprivate var overflow: String {
        "the backlog is full: more than \(maximumBacklog) events or \(maximumBacklogBytes >> 20) MiB waited, "
            + "and the oldest were given up"
    }
}

extension LaneEffect {
    fileprivate func dated(_ now: Timestamp, _ reason: String) -> LaneEffect {
        guard case .settle(let events, .dead(let letter)) = self else { return self }
        return .settle(events, .dead(DeadLetter(reason: reason, attempts: letter.attempts, at: now)))
    }
}
