import BridgeCore

extension CursorStore {
    /// Decides on what is known now, makes it durable, and answers.
    func perform(
        _ decide: @Sendable (Cursor) throws -> CursorDecision
    ) async throws -> [UInt8] {
        let decision = try decide(snapshot)
        try await note(decision.records, isUrgent: true)
        return decision.answer
    }

    /// Lets dead letters go that are beyond the bounds; says so before.
    /// - Parameter report: told before anything is let go.
    func bound(
        deadLetters bounds: DeadLetterBounds, at now: Timestamp, report: @Sendable (DeadLetterBounds.Excess) -> Void
    ) async throws {
        let excess = bounds.excess(in: snapshot.outbox, at: now)
        excess.forEach(report)
        try await note(excess.map(\.record), isUrgent: false)
    }
}
