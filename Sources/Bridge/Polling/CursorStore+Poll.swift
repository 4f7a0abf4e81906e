package import BridgeCore
import Synchronization

extension CursorStore {
    /// Commits what a poll brought, portion by portion.
    /// - Returns: what each of them came to, when all are durable.
    /// - Throws: ``SourceError`` if another account answered than the one that the cursor knows; ``CursorStoreClosed``.
    package func take(
        _ poll: consuming Poll, of source: SourceIdentity, under policy: PollPolicy, router: Router
    ) async throws -> [AdvanceReport] {
        var portions = Array(snapshot.portions(of: poll, under: policy).reversed())
        var reports: [AdvanceReport] = []
        while let portion = portions.popLast() {
            reports.append(try await commit(portion, of: source, under: policy, router: router))
        }
        return reports
    }

    /// The portion is given away with the decision: while it is made durable, nobody needs it any more.
    private func commit(
        _ portion: consuming Poll, of source: SourceIdentity, under policy: PollPolicy, router: Router
    ) async throws -> AdvanceReport {
        let answer = Mutex<Poll?>(consume portion)
        return try await commit { (cursor, now) throws(SourceError) in
            let poll = answer.withLock { $0.take() } ?? Poll(snapshots: [])
            return try cursor.advance(by: poll, of: source, under: policy, router: router, at: now, on: AllCores())
        }
    }
}
