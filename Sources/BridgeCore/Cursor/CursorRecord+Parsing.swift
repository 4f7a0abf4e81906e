extension CursorRecord {
    /// Reads one record: the object that stands next in `scanner`. Members that this version does not know are skipped.
    package init(from scanner: inout JSONScanner) throws(CursorDamage) {
        var fields = RecordFields()
        do {
            try scanner.object { (name, scanner) throws(JSONError) in try fields.read(name, &scanner) }
        } catch {
            throw .unreadable(error.description)
        }
        self = try fields.record()
    }
}

/// The members of any record, as they come.
///
/// One flat set of fields instead of a type for each record: a million findings are read at every start, and this
/// way each is one pass over its bytes.
private struct RecordFields {
    private var kind = ""
    private var numbers: [UInt64] = []
    private var name = ""
    private var number: UInt64 = 0
    private var scope: UInt32?
    private var text = ""
    private var sink = ""
    private var sinks: [String] = []
    private var names: [String] = []
    private var accountID: String?
    private var falteringSince: Int64?
    private var failingSince: Int64?
    private var stale: [String] = []
    private var failures = 0
    private var source = ""
    private var aclType: String?
    private var check = ""
    private var filter = ""
    private var suspicion = ScopeState.Suspicion.none
    private var row = FindingRow(
        status: "", firstSeen: .init(milliseconds: 0), since: .init(milliseconds: 0), affected: 0, severity: .unknown,
        title: 0, category: 0, assetType: 0)
    private var order: UInt64 = 0
    private var json: [UInt8] = []
    private var count = 0
    private var trying: Int64 = 0
    private var ending = ""
    private var at: Int64?
    private var again = false
    private var matter: String?
    private var memory: String?
    private var forwarded: [UInt64]?
    private var told = false
    private var sampled: Int64?
    private var open: [UInt64] = []

    mutating func read(_ member: String, _ scanner: inout JSONScanner) throws(JSONError) {
        if kind.isEmpty { return try readKind(member, &scanner) }
        // First, because nearly every record is one.
        if kind == "finding" { return try readRow(member, &scanner) }
        switch member {
        case "is", "reason", "by": text = try scanner.string()
        case "remembered": matter = try scanner.string()
        case "text": memory = try scanner.string()
        case "forwarded": forwarded = try Self.numbers(&scanner)
        case "account_id": accountID = try scanner.string()
        case "faltering_since": falteringSince = try scanner.integer()
        case "failing_since": failingSince = try scanner.integer()
        case "stale": stale = try Self.strings(&scanner)
        case "failures": failures = try scanner.integer()
        case "of": source = try scanner.string()
        case "acl_type": aclType = try scanner.string()
        case "check": check = try scanner.string()
        case "filter": filter = try scanner.string()
        case "suspect": suspicion = try Self.suspicion(&scanner)
        case "scope": scope = try scanner.integer()
        case "sink": sink = try scanner.string()
        case "sinks": sinks = try Self.strings(&scanner)
        case "order": order = try scanner.integer()
        case "id": name = try scanner.string()
        case "json": json = Array(scanner.bytes[try scanner.skip()])
        case "count", "attempts": count = try scanner.integer()
        case "trying": trying = try scanner.integer()
        case "as": ending = try scanner.string()
        case "at": at = try scanner.integer()
        case "again": again = try scanner.bool()
        case "told": told = try scanner.bool()
        case "sampled": sampled = try scanner.integer()
        case "open": open = try Self.numbers(&scanner)
        default: try scanner.skip()
        }
    }

    private mutating func readKind(_ member: String, _ scanner: inout JSONScanner) throws(JSONError) {
        kind = member
        switch member {
        case "source", "finding": name = try scanner.string()
        case "forgotten": names = try Self.strings(&scanner)
        case "settled", "exhumed", "digest": numbers = try Self.numbers(&scanner)
        default: number = try scanner.integer()
        }
    }

    private mutating func readRow(_ member: String, _ scanner: inout JSONScanner) throws(JSONError) {
        switch member {
        case "scope": scope = try scanner.integer()
        case "status": row.status = try scanner.string()
        case "severity": row.severity = Severity(rawValue: try scanner.string()) ?? .unknown
        case "affected": row.affected = try scanner.integer()
        case "revision": row.revision = try scanner.integer()
        case "first": row.firstSeen.milliseconds = try scanner.integer()
        case "since": row.since.milliseconds = try scanner.integer()
        case "transient": row.transientSince = Timestamp(milliseconds: try scanner.integer())
        case "missed": row.missed = try scanner.integer()
        case "marks": row.marks = FindingRow.Marks(rawValue: try scanner.integer())
        case "title": row.title = try scanner.integer()
        case "category": row.category = try scanner.integer()
        case "asset": row.assetType = try scanner.integer()
        default: try scanner.skip()
        }
    }

    private static func strings(_ scanner: inout JSONScanner) throws(JSONError) -> [String] {
        var strings: [String] = []
        try scanner.array { (element) throws(JSONError) in strings.append(try element.string()) }
        return strings
    }

    private static func numbers(_ scanner: inout JSONScanner) throws(JSONError) -> [UInt64] {
        var numbers: [UInt64] = []
        try scanner.array { (element) throws(JSONError) in numbers.append(try element.integer()) }
        return numbers
    }

    private static func suspicion(_ scanner: inout JSONScanner) throws(JSONError) -> ScopeState.Suspicion {
        guard scanner.next == .number else {
            _ = try scanner.string()
            return .accepted
        }
        return .polls(try scanner.integer())
    }

    func record() throws(CursorDamage) -> CursorRecord {
        switch kind {
        case "text": .text(number: try short(number), text)
        case "source": .source(name: name, sourceState)
        case "scope": .scope(number: try short(number), Scope(source: source, part: part), filter: filter, suspicion)
        case "finding": .finding(scope: try required(scope), id: name, row)
        case "forgotten": .forgotten(scope: try required(scope), ids: names)
        case "event": told ? .told(try event()) : .event(try event())
        case "attempted": .attempted(DeliveryKey(event: number, sink: sink), attempts)
        case "digest": .digest(Digest(id: name, sink: sink, events: numbers))
        case "settled": try settled()
        case "exhumed": try later() ?? .exhumed(sink: sink, events: numbers, again: again)
        default: throw .unreadable("a record that is called \"\(kind.prefix(40))\"")
        }
    }

    private var sourceState: SourceState {
        SourceState(accountID: accountID, health: health, stale: Set(stale.compactMap(Staleness.init(text:))))
    }

    private var health: SourceState.Health {
        if let failingSince { return .failing(outage(since: failingSince)) }
        return falteringSince.map { .faltering(outage(since: $0)) } ?? .working
    }

    private func outage(since start: Int64) -> SourceState.Outage {
        SourceState.Outage(since: Timestamp(milliseconds: start), failures: failures)
    }

    private var part: Scope.Part {
        aclType.map { .aclCheck(type: $0, check: check) } ?? .riskChecks
    }

    private var attempts: Attempts {
        Attempts(count: count, trying: .milliseconds(trying), reason: text, at: moment)
    }

    private var moment: Timestamp? { at.map(Timestamp.init(milliseconds:)) }

    private func event() throws(CursorDamage) -> OwedEvent {
        guard !name.isEmpty, !json.isEmpty else { throw .unreadable("event \(number) has no id or no body") }
        // The next one's number must fit, too.
        guard number < .max else { throw .unreadable("the number \(number) is too large") }
        return OwedEvent(
            number: number, event: EncodedEvent(id: name, json: json), order: order,
            source: source.isEmpty ? nil : source, sinks: sinks)
    }

    /// A record of a kind that came later, see ``CursorRecord/write(to:)``.
    private func later() throws(CursorDamage) -> CursorRecord? {
        if let sampled { return try sample(at: sampled) }
        if let matter { return .remembered(SinkMemory(sink: sink, matter: matter, text: memory)) }
        return forwarded.map { .forwarded(sink: sink, events: $0) }
    }

    private func sample(at milliseconds: Int64) throws(CursorDamage) -> CursorRecord {
        guard open.count == Severity.allCases.count else { throw .unreadable("a sample without its counts") }
        var counts = SeverityCounts()
        for (severity, count) in zip(Severity.allCases, open) { counts[severity] = Int(clamping: count) }
        return .sample(TrendSample(at: Timestamp(milliseconds: milliseconds), open: counts))
    }

    private func settled() throws(CursorDamage) -> CursorRecord {
        let settlement = try settlement()
        // The letter has the moment.
        let moment = if case .dead = settlement { Timestamp?.none } else { moment }
        return .settled(sink: sink, events: numbers, settlement, at: moment)
    }

    private func settlement() throws(CursorDamage) -> Settlement {
        switch ending {
        case "delivered": .delivered
        case "digested": .digested(by: text)
        case "superseded": .superseded(by: text)
        case "suppressed": .suppressed(rule: text)
        case "dead": .dead(DeadLetter(reason: text, attempts: count, at: moment ?? Timestamp(milliseconds: 0)))
        default: throw .unreadable("a delivery that ended as \"\(ending.prefix(40))\"")
        }
    }

    private func short(_ number: UInt64) throws(CursorDamage) -> UInt32 {
        guard let short = UInt32(exactly: number) else { throw .unreadable("the number \(number) is too large") }
        return short
    }

    private func required(_ scope: UInt32?) throws(CursorDamage) -> UInt32 {
        guard let scope else { throw .unreadable("a \(kind) without its scope") }
        return scope
    }
}
