/// All that checkbridge knows and owes: a pure value that changes only by records.
package struct Cursor: Sendable {
    package var identity: CursorIdentity
    /// The number of the last record.
    package private(set) var sequence: UInt64
    package private(set) var texts = TextTable()
    package private(set) var sources: [String: SourceState] = [:]
    package private(set) var outbox = Outbox()
    package private(set) var memories = SinkMemories()
    private var samples = Trend()
    /// By number.
    package private(set) var scopes: [ScopeState] = []
    private var scopeNumbers: [Scope: UInt32] = [:]
    /// Of each source, so that a poll does not go through the scopes of thousands.
    private var scopesOfSource: [String: [Int]] = [:]

    package init(identity: CursorIdentity, sequence: UInt64 = 0) {
        self.identity = identity
        self.sequence = sequence
    }

    package func state(of scope: Scope) -> ScopeState? {
        scopeNumbers[scope].map { scopes[Int($0)] }
    }

    /// The findings of every scope of that source.
    package func findings(of source: String) -> [Scope: FindingTable] {
        let own = (scopesOfSource[source] ?? []).map { scopes[$0] }
        return Dictionary(own.map { ($0.scope, $0.findings) }, uniquingKeysWith: { _, last in last })
    }

    /// The open findings over time, oldest first: at most one sample an hour, and one a day of what is older than thirty
    /// days, for a year. How many are open now, ``openFindings`` says.
    package var trend: [TrendSample] { samples.samples }

    func isSampleDue(at now: Timestamp) -> Bool { samples.isDue(at: now) }

    /// The places in ``scopes`` of one source's scopes.
    func scopes(of source: String) -> [Int] { scopesOfSource[source] ?? [] }

    /// Takes in the next record.
    /// - Throws: ``CursorDamage`` if the record does not fit what is known, which only a damaged file can cause.
    package mutating func apply(_ record: CursorRecord) throws(CursorDamage) {
        switch record {
        case .text(let number, let text): try enter(text, number)
        case .source(let name, let state): sources[name] = state
        case .scope(let number, let scope, let filter, let suspicion):
            try enter(scope, number, filter: filter, suspicion)
        case .finding(let scope, let id, let row): try enter(row, id: id, scope: scope)
        case .forgotten(let scope, let ids): try forget(ids, scope: scope)
        case .event(let event), .told(let event): outbox.owe(event)
        case .attempted(let key, let attempts): outbox.note(attempts, for: key)
        case .digest(let digest): outbox.form(digest)
        case .settled(let sink, let events, let settlement, let moment):
            outbox.settle(events, for: sink, settlement, at: moment)
        case .forwarded(let sink, let events): outbox.forward(events, to: sink)
        case .remembered(let memory): memories.take(memory)
        case .exhumed(let sink, let events, let again): outbox.exhume(events, for: sink, again: again)
        case .sample(let sample): samples.append(sample)
        }
        sequence += 1
    }

    /// A checkpoint was read: counting goes on where it was written.
    mutating func resume(at sequence: UInt64, nextEvent: UInt64) {
        self.sequence = sequence
        outbox.resume(at: nextEvent)
    }

    private mutating func enter(_ text: String, _ number: UInt32) throws(CursorDamage) {
        guard Int(number) == texts.texts.count else { throw .misfit("text \(number) is not the next one") }
        texts.append(text)
    }

    private mutating func enter(
        _ scope: Scope, _ number: UInt32, filter: String, _ suspicion: ScopeState.Suspicion
    ) throws(CursorDamage) {
        if Int(number) < scopes.count {
            scopes[Int(number)].filter = filter
            scopes[Int(number)].suspicion = suspicion
        } else {
            guard Int(number) == scopes.count else { throw .misfit("scope \(number) is not the next one") }
            scopes.append(ScopeState(number: number, scope: scope, filter: filter, suspicion: suspicion))
            scopeNumbers[scope] = number
            scopesOfSource[scope.source, default: []].append(Int(number))
        }
    }

    private mutating func enter(_ row: FindingRow, id: String, scope: UInt32) throws(CursorDamage) {
        guard Int(scope) < scopes.count else { throw .misfit("finding \(id) is of an unknown scope \(scope)") }
        let kind = scopes[Int(scope)].scope.kind
        scopes[Int(scope)].tally.count(row, of: kind)
        if let known = scopes[Int(scope)].findings.row(of: id) {
            scopes[Int(scope)].tally.discount(scopes[Int(scope)].findings[known], of: kind)
            scopes[Int(scope)].findings[known] = row
            scopes[Int(scope)].markUrgency(of: known)
        } else {
            let new = scopes[Int(scope)].findings.append(row, id: id)
            scopes[Int(scope)].markUrgency(of: new)
        }
    }

    private mutating func forget(_ ids: [String], scope: UInt32) throws(CursorDamage) {
        guard Int(scope) < scopes.count else { throw .misfit("an unknown scope \(scope) forgets findings") }
        var rows = RowSet()
        for id in ids { scopes[Int(scope)].findings.row(of: id).map { rows.insert($0) } }
        let gone = scopes[Int(scope)]
        for row in gone.findings.indices where rows.contains(row) {
            scopes[Int(scope)].tally.discount(gone.findings[row], of: gone.scope.kind)
        }
        scopes[Int(scope)].findings = scopes[Int(scope)].findings.without(rows)
        scopes[Int(scope)].markAllUrgency()
    }
}

/// What tells one cursor, and one checkpoint of it, from all others.
package struct CursorIdentity: Sendable, Equatable {
    /// Random, made with the cursor and renewed by repair, restore or re-creation: a part of every event's id.
    package var lineage: String
    /// Random, new with every checkpoint: what the journal's checksums are chained from.
    package var checkpoint: String

    package init(lineage: String, checkpoint: String) {
        self.lineage = lineage
        self.checkpoint = checkpoint
    }
}

/// Why bytes are not a cursor of ours.
package enum CursorDamage: Error, Sendable, Equatable {
    /// A record contradicts those before it.
    case misfit(String)
    /// A line is not what it should be.
    case unreadable(String)
    /// The file is of a newer version than this program can read.
    case tooNew(minimumReader: Int)
}

extension CursorDamage {
    var isTooNew: Bool {
        if case .tooNew = self { true } else { false }
    }
}

extension CursorDamage: CustomStringConvertible {
    package var description: String {
        switch self {
        case .misfit(let reason), .unreadable(let reason): reason
        case .tooNew(let reader): "it was written for readers of version \(reader), and this is \(Checkpoint.version)"
        }
    }
}
