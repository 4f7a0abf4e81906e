import Bridge
import BridgeCore

/// Everything that is counted, and everything that is the case when it is asked for.
struct MetricsPage: Sendable {
    private let bridge: WatchedBridge
    private let registry: MetricsRegistry
    private let operations: ConsoleOperations
    /// In the order of ``states`` and of the severities: written once, as they are many and asked for often.
    private let findingLabels: [[MetricLabels]]

    init(_ bridge: WatchedBridge, _ registry: MetricsRegistry, _ operations: ConsoleOperations) {
        self.bridge = bridge
        self.registry = registry
        self.operations = operations
        findingLabels = bridge.sources.map { source in
            Self.states.flatMap { state, _ in
                Severity.allCases.map {
                    MetricLabels([("source", source.name), ("state", state), ("severity", $0.rawValue)])
                }
            }
        }
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
        for (source, labels) in zip(sources, findingLabels) {
            let counts = Self.states.flatMap { _, standing in
                Severity.allCases.map { source.tally[standing, $0] }
            }
            for (labels, count) in zip(labels, counts) { exposition.sample(labels, Double(count)) }
        }
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
