/// What the cursor holds in numbers: taken in a time that does not grow with the findings or the backlog.
package struct CursorTotals: Sendable {
    package var sources: [String: SourceTotals] = [:]
    package var sinks: [String: SinkTotals] = [:]
    package var sequence: UInt64
    package var scopes: Int
    /// Events that somebody is owed, or that a dead letter holds.
    package var events: Int

    package struct SourceTotals: Sendable, Equatable {
        package var state = SourceState()
        package var tally = FindingTally()

        package init() {}
    }

    package struct SinkTotals: Sendable, Equatable {
        package var owed = 0
        package var dead = 0
        /// When the event happened that has waited longest.
        package var oldest: Timestamp?

        package init() {}
    }

    package init(_ cursor: Cursor) {
        sequence = cursor.sequence
        scopes = cursor.scopes.count
        events = cursor.outbox.events.count
        for (name, state) in cursor.sources { sources[name, default: SourceTotals()].state = state }
        // In place: a copy of a scope counts references in all the memory of its findings.
        for index in cursor.scopes.indices {
            sources[cursor.scopes[index].scope.source, default: SourceTotals()].tally += cursor.scopes[index].tally
        }
        for (name, queue) in cursor.outbox.queues { sinks[name] = SinkTotals(queue, in: cursor.outbox) }
    }
}

extension CursorTotals.SinkTotals {
    fileprivate init(_ queue: SinkQueue, in outbox: Outbox) {
        owed = queue.owed
        dead = queue.dead
        oldest = queue.oldest.flatMap { outbox.events[$0] }.flatMap { try? Event($0.event) }?.time
    }
}
