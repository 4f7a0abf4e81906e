package import BridgeCore

/// Counts a source's failures in a row, and knows when they are news.
///
/// What is known of the outage lies in the cursor, so that it goes on where another process left off; here are only the
/// failures of this one and what its log said.
package struct OutageWatch: Sendable {
    private let limit: Int
    private var failures = 0
    private var since: Timestamp?
    private var lastCode: String?

    /// - Parameter limit: after so many failures in a row the source is failing.
    package init(after limit: Int) {
        self.limit = limit
    }

    /// What is worth a line in the log.
    package enum Line: Sendable, Equatable {
        case none
        /// It failed in a way in which it did not fail the last time.
        case failed(SourceError, failures: Int)
        case recovered(failures: Int)
    }

    /// Takes note of one poll.
    /// - Parameters:
    ///   - error: why it failed; `nil` if it did not.
    ///   - known: what the cursor remembers of the polls before.
    package mutating func note(
        _ error: SourceError?, known: SourceState.Health, at now: Timestamp
    ) -> (line: Line, health: SourceHealth?) {
        guard let error else { return succeed(known) }
        failures = max(failures, known.outage?.failures ?? 0) + 1
        let start = known.outage?.since ?? since ?? now
        since = start
        defer { lastCode = error.code }
        let line = lastCode == error.code ? Line.none : .failed(error, failures: failures)
        return (line, change(error, known, since: start))
    }

    private func change(_ error: SourceError, _ known: SourceState.Health, since start: Timestamp) -> SourceHealth? {
        // Told once; its failures are counted here until it ends.
        if case .failing = known { return nil }
        guard failures < limit else { return .failing(error, failures: failures, since: start) }
        return .faltering(SourceState.Outage(since: start, failures: failures))
    }

    private mutating func succeed(_ known: SourceState.Health) -> (Line, SourceHealth?) {
        defer { (failures, since, lastCode) = (0, nil, nil) }
        let line = failures > 0 || known != .working ? Line.recovered(failures: failures) : .none
        switch known {
        case .working: return (line, nil)
        case .faltering: return (line, .steady)
        case .failing(let outage):
            let whole = SourceState.Outage(since: outage.since, failures: max(outage.failures, failures))
            return (line, .recovered(whole))
        }
    }
}

extension SourceState.Health {
    fileprivate var outage: SourceState.Outage? {
        switch self {
        case .working: nil
        case .faltering(let outage), .failing(let outage): outage
        }
    }
}
