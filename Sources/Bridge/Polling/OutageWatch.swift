package import BridgeCore

/// Counts a source's failures in a row, and knows when they are news.
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
    /// - Parameter told: the outage that was told about already.
    package mutating func note(
        _ error: SourceError?, told: SourceState.Outage?, at now: Timestamp
    ) -> (line: Line, health: SourceHealth?) {
        guard let error else { return succeed(told: told) }
        failures += 1
        let start = since ?? now
        since = start
        defer { lastCode = error.code }
        let line = lastCode == error.code ? Line.none : .failed(error, failures: failures)
        guard told == nil, failures >= limit else { return (line, nil) }
        return (line, .failing(error, failures: failures, since: start))
    }

    private mutating func succeed(told: SourceState.Outage?) -> (Line, SourceHealth?) {
        defer { (failures, since, lastCode) = (0, nil, nil) }
        let health = told.map { outage in
            SourceHealth.recovered(
                SourceState.Outage(since: outage.since, failures: max(outage.failures, failures)))
        }
        return (failures > 0 || told != nil ? .recovered(failures: failures) : .none, health)
    }
}
