/// What the cursor holds, counted: for `cursor show`.
package struct CursorOverview: Sendable {
    private let cursor: Cursor
    /// How the lanes are doing, where a service runs.
    private let health: [String: LaneHealth]

    package init(_ cursor: Cursor, health: [String: LaneHealth] = [:]) {
        self.cursor = cursor
        self.health = health
    }

    /// Writes the members of the overview.
    package func write(to writer: inout JSONWriter) {
        writer.member("lineage", cursor.identity.lineage)
        writer.member("checkpoint", cursor.identity.checkpoint)
        writer.member("sequence", cursor.sequence)
        writer.member("events_made", cursor.outbox.nextNumber - 1)
        writer.member("events_kept", cursor.outbox.events.count)
        writer.member("events_remembered", cursor.outbox.history.count)
        writer.member("trend_samples", cursor.trend.count)
        writer.member("digests", cursor.outbox.digests.count)
        writer.member("dead_letters", cursor.outbox.deadLetters.count)
        writer.member("sources", array: { array in sources.forEach { write($0, to: &array) } })
        writer.member("scopes", array: { array in cursor.scopes.forEach { write($0, to: &array) } })
        writer.member("sinks", array: { array in sinks.forEach { write(sink: $0, to: &array) } })
    }

    private var sources: [String] {
        Set(cursor.sources.keys).union(cursor.scopes.map(\.scope.source)).sorted()
    }

    private func write(_ source: String, to array: inout JSONWriter) {
        let state = cursor.sources[source] ?? SourceState()
        array.object {
            $0.member("source", source)
            $0.member("account_id", ifPresent: state.accountID)
            $0.member("health", state.outage == nil ? "working" : "failing")
            $0.member("failing_since", ifPresent: state.outage?.since.description)
            if let outage = state.outage { $0.member("failures", outage.failures) }
            guard !state.stale.isEmpty else { return }
            $0.member("stale", array: { array in state.stale.sorted().forEach { write($0, to: &array) } })
        }
    }

    private func write(_ stale: Staleness, to array: inout JSONWriter) {
        array.object {
            $0.member("scope", stale.scope)
            $0.member("reason", stale.reason.rawValue)
        }
    }

    private func write(_ scope: ScopeState, to array: inout JSONWriter) {
        array.object {
            $0.member("source", scope.scope.source)
            $0.member("scope", scope.scope.label)
            $0.member("kind", scope.scope.kind.rawValue)
            $0.member("findings", scope.findings.count)
            for (name, standing) in ScopeState.shown { $0.member(name, scope.tally[standing]) }
            switch scope.suspicion {
            case .none: break
            case .polls(let polls): $0.member("suspect", polls)
            case .accepted: $0.member("suspect", "accepted")
            }
        }
    }

    private var sinks: [String] {
        let outbox = cursor.outbox
        let owed = outbox.backlog.filter { $0.value > 0 }.keys
        return Set(owed).union(outbox.deadLetters.keys.map(\.sink)).union(health.keys).sorted()
    }

    private func write(sink: String, to array: inout JSONWriter) {
        let outbox = cursor.outbox
        array.object {
            $0.member("sink", sink)
            $0.member("backlog", outbox.backlog[sink] ?? 0)
            $0.member("tried", outbox.attempts.keys.count { $0.sink == sink })
            $0.member("digests", outbox.digests.values.count { $0.sink == sink })
            $0.member("dead_letters", outbox.deadLetters.keys.count { $0.sink == sink })
            health[sink]?.write(to: &$0)
        }
    }
}

extension ScopeState {
    fileprivate static let shown: KeyValuePairs<String, Standing> = [
        "open": .open, "resolved": .resolved, "suppressed": .suppressed, "unknown": .unknown, "unsettled": .unseen,
        "gone": .gone,
    ]
}

extension LaneHealth {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .working: writer.member("health", "working")
        case .failing(let trouble): writer.member("failing", trouble)
        case .paused(let trouble): writer.member("paused", trouble)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ health: String, _ trouble: LaneTrouble) {
        member("health", health)
        member("since", trouble.since.description)
        member("reason", trouble.reason)
    }
}
