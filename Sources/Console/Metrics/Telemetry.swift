package import Bridge
package import BridgeCore
package import CoreMetrics
import Synchronization

/// Counts what the bridge does.
package struct Telemetry: BridgeObserver {
    private let sources: [String: SourceMeters]
    private let sinks: [String: SinkMeters]
    private let cursor: CursorMeters
    private let now: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - sources: the names of the configuration: nothing else is ever counted by name.
    ///   - sinks: the same.
    package init(
        sources: [String], sinks: [String], in factory: any MetricsFactory, now: @escaping @Sendable () -> Timestamp
    ) {
        let byName = sources.map { ($0, SourceMeters($0, factory)) }
        self.sources = Dictionary(byName, uniquingKeysWith: { first, _ in first })
        self.sinks = Dictionary(sinks.map { ($0, SinkMeters($0, factory)) }, uniquingKeysWith: { first, _ in first })
        cursor = CursorMeters(factory)
        self.now = now
    }

    package func observe(_ observation: Observation) {
        switch observation {
        case .pollBegan: break
        case .pollEnded(let source, let result, let took): sources[source]?.note(result, took, at: now())
        case .attempted(let sink, let outcomes, let took): sinks[sink]?.note(outcomes, took)
        case .settled(let sink, let count, let how): sinks[sink]?.note(count, how)
        case .synced(let commits, let bytes, let took): cursor.note(commits, bytes, took)
        case .checkpointed(let bytes): cursor.note(checkpoint: bytes, at: now())
        case .stateRefused: cursor.isSaving.set(0)
        case .stateSaved: cursor.isSaving.set(1)
        }
    }
}

private struct SourceMeters: Sendable {
    private let polls: [String: Counter]
    private let failures: [SourceError.Reason: Counter]
    private let duration: Timer
    private let lastSuccess: Meter
    private let isComplete: Meter

    init(_ source: String, _ factory: any MetricsFactory) {
        let outcomes = ["complete", "incomplete", "partial", "failed"]
        polls = Dictionary(
            uniqueKeysWithValues: outcomes.map {
                ($0, MetricFamily.polls.counter(["source": source, "outcome": $0], in: factory))
            })
        let reasons: [SourceError.Reason] = [
            .unavailable, .credentials, .permission, .retired, .otherAccount, .request,
        ]
        failures = Dictionary(
            uniqueKeysWithValues: reasons.map {
                ($0, MetricFamily.pollFailures.counter(["source": source, "reason": $0.rawValue], in: factory))
            })
        duration = MetricFamily.pollDuration.timer(["source": source], in: factory)
        lastSuccess = MetricFamily.lastSuccess.meter(["source": source], in: factory)
        isComplete = MetricFamily.isComplete.meter(["source": source], in: factory)
    }

    func note(_ result: PollResult, _ took: Duration, at now: Timestamp) {
        switch result {
        case .dropped: return
        case .failed(let error): failures[error.reason]?.increment()
        case .answered(let complete, let failure):
            isComplete.set(complete && failure == nil ? 1 : 0)
            if let failure { failures[failure.reason]?.increment() } else { lastSuccess.set(now.seconds) }
        }
        polls[result.word]?.increment()
        duration.recordNanoseconds(took.nanoseconds)
    }
}

extension PollResult {
    /// The word for it in metrics and listings.
    var word: String {
        switch self {
        case .answered(_, failure: .some): "partial"
        case .answered(complete: true, _): "complete"
        case .answered(complete: false, _): "incomplete"
        case .failed: "failed"
        case .dropped: "dropped"
        }
    }
}

private struct SinkMeters: Sendable {
    private let delivered: Counter
    private let suppressed: Counter
    private let retry: [Outcome.Scope: Counter]
    private let rejected: [Outcome.Scope: Counter]
    private let duration: Timer
    private let ended: [String: Counter]

    init(_ sink: String, _ factory: any MetricsFactory) {
        func attempts(_ outcome: String, _ scope: String) -> Counter {
            MetricFamily.attempts.counter(["sink": sink, "outcome": outcome, "scope": scope], in: factory)
        }
        func both(_ outcome: String) -> [Outcome.Scope: Counter] {
            [.delivery: attempts(outcome, "delivery"), .sink: attempts(outcome, "sink")]
        }
        delivered = attempts("delivered", "delivery")
        suppressed = attempts("suppressed", "delivery")
        (retry, rejected) = (both("retry"), both("rejected"))
        duration = MetricFamily.attemptDuration.timer(["sink": sink], in: factory)
        let words = ["delivered", "digested", "superseded", "suppressed", "dead"]
        ended = Dictionary(
            uniqueKeysWithValues: words.map {
                ($0, MetricFamily.deliveries.counter(["sink": sink, "result": $0], in: factory))
            })
    }

    func note(_ outcomes: [Outcome], _ took: Duration) {
        for outcome in outcomes {
            switch outcome {
            case .delivered: delivered.increment()
            case .retry(_, _, let scope): retry[scope]?.increment()
            case .rejected(_, let scope): rejected[scope]?.increment()
            case .suppressed: suppressed.increment()
            }
            duration.recordNanoseconds(took.nanoseconds)
        }
    }

    func note(_ count: Int, _ settlement: Settlement) {
        ended[settlement.word]?.increment(by: count)
    }
}

extension Settlement {
    fileprivate var word: String {
        switch self {
        case .delivered: "delivered"
        case .digested: "digested"
        case .superseded: "superseded"
        case .suppressed: "suppressed"
        case .dead: "dead"
        }
    }
}

private struct CursorMeters: Sendable {
    let isSaving: Meter
    private let commits: Counter
    private let syncDuration: Timer
    private let journalBytes: Meter
    private let checkpointBytes: Meter
    private let lastCheckpoint: Meter

    init(_ factory: any MetricsFactory) {
        isSaving = MetricFamily.isSaving.meter(in: factory)
        isSaving.set(1)
        commits = MetricFamily.commits.counter(in: factory)
        syncDuration = MetricFamily.syncDuration.timer(in: factory)
        journalBytes = MetricFamily.journalBytes.meter(in: factory)
        checkpointBytes = MetricFamily.checkpointBytes.meter(in: factory)
        lastCheckpoint = MetricFamily.lastCheckpoint.meter(in: factory)
    }

    func note(_ count: Int, _ bytes: Int, _ took: Duration) {
        commits.increment(by: count)
        journalBytes.set(bytes)
        syncDuration.recordNanoseconds(took.nanoseconds)
    }

    func note(checkpoint bytes: Int, at now: Timestamp) {
        checkpointBytes.set(bytes)
        journalBytes.set(0)
        lastCheckpoint.set(now.seconds)
    }
}

extension Duration {
    /// At most what 64 bits hold.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : whole + attoseconds / 1_000_000_000
    }

    /// As Prometheus and people take it.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
