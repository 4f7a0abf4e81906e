import Bridge
import BridgeCore

/// Everything that is counted, and everything that is the case when it is asked for.
struct MetricsPage: Sendable {
    private let bridge: WatchedBridge
    private let registry: MetricsRegistry
    private let operations: ConsoleOperations
    /// Of each source, in the order of ``states`` and of the severities.
    private let findingHeads: SampleHeads

    init(_ bridge: WatchedBridge, _ registry: MetricsRegistry, _ operations: ConsoleOperations) {
        self.bridge = bridge
        self.registry = registry
        self.operations = operations
        var heads = SampleHeads()
        for source in bridge.sources {
            for (state, _) in Self.states {
                for severity in Severity.allCases {
                    heads.append(
                        MetricFamily.findings.name,
                        MetricLabels([("source", source.name), ("state", state), ("severity", severity.rawValue)]))
                }
            }
        }
        findingHeads = heads
    }

    func text(_ format: Exposition.Format) async -> [UInt8] {
        let totals = await bridge.store.read { CursorTotals($0) }
        let health = await bridge.deliverer.health
        var exposition = Exposition(format, reserving: 16 << 10 + bridge.sources.count << 12)
        registry.write(to: &exposition)
        writeSources(totals, to: &exposition)
        writeSinks(totals, health, to: &exposition)
        exposition.one(.events, Double(totals.events))
        writeSelf(to: &exposition)
        exposition.finish()
        return exposition.bytes
    }

    private static let states: KeyValuePairs<String, Standing> = [
        "open": .open, "resolved": .resolved, "suppressed": .suppressed, "unknown": .unknown,
    ]

    private func writeSources(_ totals: CursorTotals, to exposition: inout Exposition) {
        let sources = bridge.sources.map { totals.sources[$0.name] ?? CursorTotals.SourceTotals() }
        exposition.begin(.findings)
        var counts: [Double] = []
        counts.reserveCapacity(sources.count * Self.states.count * Severity.allCases.count)
        for source in sources {
            for (_, standing) in Self.states {
                for severity in Severity.allCases { counts.append(Double(source.tally[standing, severity])) }
            }
        }
        exposition.samples(findingHeads, counts)
        exposition.begin(.isSourceFailing)
        for (source, facts) in zip(sources, bridge.sources) {
            exposition.sample(MetricLabels([("source", facts.name)]), source.state.outage == nil ? 0 : 1)
        }
    }

    private func writeSinks(
        _ totals: CursorTotals, _ health: [String: LaneHealth], to exposition: inout Exposition
    ) {
        let now = bridge.time.now()
        let sinks = bridge.sinks.map { (MetricLabels([("sink", $0.name)]), totals.sinks[$0.name]) }
        exposition.begin(.backlog)
        for (labels, sink) in sinks { exposition.sample(labels, Double(sink?.owed ?? 0)) }
        exposition.begin(.oldestAge)
        for (labels, sink) in sinks {
            exposition.sample(labels, sink?.oldest.map { max(0, (now - $0).inSeconds) } ?? 0)
        }
        exposition.begin(.deadLetters)
        for (labels, sink) in sinks { exposition.sample(labels, Double(sink?.dead ?? 0)) }
        exposition.begin(.sinkState)
        for sink in bridge.sinks {
            let state = (health[sink.name] ?? .working).word
            for word in ["working", "failing", "paused"] {
                exposition.sample(MetricLabels([("sink", sink.name), ("state", word)]), word == state ? 1 : 0)
            }
        }
    }

    private func writeSelf(to exposition: inout Exposition) {
        let reload = operations.reloads.last
        exposition.one(.reloadSuccess, reload.isGood ? 1 : 0)
        exposition.one(.reloadTime, Double(reload.configured.seconds))
        exposition.begin(.buildInfo)
        exposition.sample(MetricLabels([("version", operations.version)]), 1)
        exposition.one(.processStart, Double(operations.started.seconds))
        ProcessFigures().write(to: &exposition)
    }
}

extension LaneHealth {
    /// The word for it in metrics and listings.
    var word: String {
        switch self {
        case .working: "working"
        case .failing: "failing"
        case .paused: "paused"
        }
    }

    var trouble: LaneTrouble? {
        switch self {
        case .working: nil
        case .failing(let trouble), .paused(let trouble): trouble
        }
    }
}
