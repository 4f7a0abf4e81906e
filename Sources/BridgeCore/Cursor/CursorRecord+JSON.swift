/// Records as JSON objects on one line each: the first member tells which record it is. Times are milliseconds.
extension CursorRecord {
    package func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let number, let text):
            writer.member("text", number)
            writer.member("is", text)
        case .source(let name, let state): writer.source(name, state)
        case .scope(let number, let scope, let filter, let suspicion):
            writer.scope(number, scope, filter, suspicion)
        case .finding(let scope, let id, let row): writer.finding(id, row, scope)
        case .forgotten(let scope, let ids):
            writer.member("forgotten", array: { array in ids.forEach { array.string($0) } })
            writer.member("scope", scope)
        case .event(let event): writer.event(event)
        case .told(let event):
            writer.event(event)
            writer.member("told", true)
        case .attempted(let key, let attempts): writer.attempts(attempts, key)
        case .digest(let digest):
            writer.member("digest", array: { array in digest.events.forEach { array.integer($0) } })
            writer.member("sink", digest.sink)
            writer.member("id", digest.id)
        case .forwarded(let sink, let events):
            writer.exhumedByNobody(sink)
            writer.member("forwarded", array: { array in events.forEach { array.integer($0) } })
        case .remembered(let memory):
            writer.exhumedByNobody(memory.sink)
            writer.member("remembered", memory.matter)
            writer.member("text", ifPresent: memory.text)
        case .settled(let sink, let events, let settlement, let moment):
            writer.settlement(settlement, events, sink)
            if let moment { writer.member("at", moment.milliseconds) }
        case .exhumed(let sink, let events, let again):
            writer.member("exhumed", array: { array in events.forEach { array.integer($0) } })
            writer.member("sink", sink)
            writer.member("again", again)
        case .sample(let sample): writer.sample(sample)
        }
    }
}

extension JSONWriter {
    /// Begins a record of a kind that came later. An earlier version reads it as one that changes nothing.
    fileprivate mutating func exhumedByNobody(_ sink: String) {
        member("exhumed", array: { _ in })
        member("sink", sink)
    }

    fileprivate mutating func source(_ name: String, _ state: SourceState) {
        member("source", name)
        member("account_id", ifPresent: state.accountID)
        switch state.health {
        case .working: break
        case .faltering(let outage):
            // Under names of their own: a version that does not know them takes the source to be working.
            member("faltering_since", outage.since.milliseconds)
            member("failures", outage.failures)
        case .failing(let outage):
            member("failing_since", outage.since.milliseconds)
            member("failures", outage.failures)
        }
        guard !state.stale.isEmpty else { return }
        member("stale", array: { array in state.stale.sorted().forEach { array.string($0.text) } })
    }

    fileprivate mutating func scope(
        _ number: UInt32, _ scope: Scope, _ filter: String, _ suspicion: ScopeState.Suspicion
    ) {
        member("scope", number)
        member("of", scope.source)
        if case .aclCheck(let type, let check) = scope.part {
            member("acl_type", type)
            member("check", check)
        }
        if !filter.isEmpty { member("filter", filter) }
        switch suspicion {
        case .none: break
        case .polls(let polls): member("suspect", polls)
        case .accepted: member("suspect", "accepted")
        }
    }

    fileprivate mutating func finding(_ id: String, _ row: FindingRow, _ scope: UInt32) {
        member("finding", id)
        member("scope", scope)
        member("status", row.status)
        member("severity", row.severity.rawValue)
        member("affected", row.affected)
        member("revision", row.revision)
        member("first", row.firstSeen.milliseconds)
        member("since", row.since.milliseconds)
        if let since = row.transientSince { member("transient", since.milliseconds) }
        if row.missed > 0 { member("missed", row.missed) }
        if !row.marks.isEmpty { member("marks", row.marks.rawValue) }
        member("title", row.title)
        member("category", row.category)
        member("asset", row.assetType)
    }

    fileprivate mutating func event(_ event: OwedEvent) {
        member("event", event.number)
        member("order", event.order)
        member("of", ifPresent: event.source)
        member("sinks", array: { array in event.sinks.forEach { array.string($0) } })
        member("id", event.event.id)
        member("json", raw: event.event.json)
    }

    fileprivate mutating func attempts(_ attempts: Attempts, _ key: DeliveryKey) {
        member("attempted", key.event)
        member("sink", key.sink)
        member("count", attempts.count)
        member("trying", attempts.trying.milliseconds)
        member("reason", attempts.reason)
        if let moment = attempts.at { member("at", moment.milliseconds) }
    }

    /// To a program that knows of no samples these are the exhumed dead letters of nobody, and change nothing: so it can
    /// still read what this one wrote.
    fileprivate mutating func sample(_ sample: TrendSample) {
        member("exhumed", array: { _ in })
        member("sampled", sample.at.milliseconds)
        member("open", array: { array in Severity.allCases.forEach { array.integer(sample.open[$0]) } })
    }

    fileprivate mutating func settlement(_ settlement: Settlement, _ events: [UInt64], _ sink: String) {
        member("settled", array: { array in events.forEach { array.integer($0) } })
        member("sink", sink)
        member("as", settlement.word)
        member("by", ifPresent: settlement.by)
        guard case .dead(let letter) = settlement else { return }
        member("attempts", letter.attempts)
        member("at", letter.at.milliseconds)
    }
}

extension Staleness {
    /// As it is written: `check_time Internet/PolicyDuplicate`.
    fileprivate var text: String { "\(reason.rawValue) \(scope)" }

    /// `nil` for a reason that this version does not know.
    init?(text: String) {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let reason = Reason(rawValue: String(parts[0])) else { return nil }
        self.init(scope: String(parts[1]), reason: reason)
    }
}
