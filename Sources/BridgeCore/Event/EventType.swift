/// The `type` of a CloudEvent of ours. Consumers ignore types that they do not know.
package enum EventType: Sendable, Hashable {
    case finding(Transition)
    case baseline
    case source(SourceHealth)
    case sink(SinkHealth)
    case cursor(CursorHealth)

    package enum SourceHealth: String, Sendable, CaseIterable { case failing, recovered, stale, suspect }
    package enum SinkHealth: String, Sendable, CaseIterable { case failing, paused, recovered, test }
    package enum CursorHealth: String, Sendable, CaseIterable { case quarantined }

    private static let prefix = "io.checkbridge."

    package static let all: [EventType] =
        Transition.allCases.map(EventType.finding) + [.baseline] + SourceHealth.allCases.map(EventType.source)
        + SinkHealth.allCases.map(EventType.sink) + CursorHealth.allCases.map(EventType.cursor)

    package var name: String {
        switch self {
        case .finding(let transition): Self.findingNames[transition, default: ""]
        case .baseline: Self.prefix + "baseline"
        case .source(let health): Self.prefix + "source." + health.rawValue
        case .sink(let health): Self.prefix + "sink." + health.rawValue
        case .cursor(let health): Self.prefix + "cursor." + health.rawValue
        }
    }

    /// Made once: every event asks for one.
    private static let findingNames = Dictionary(
        uniqueKeysWithValues: Transition.allCases.map { transition in
            (transition, prefix + "finding." + String(transition.rawValue.map { $0 == "_" ? "-" : $0 }))
        })

    package init?(name: String) {
        guard let type = Self.all.first(where: { $0.name == name }) else { return nil }
        self = type
    }
}
