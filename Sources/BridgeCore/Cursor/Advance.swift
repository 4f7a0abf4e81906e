/// Turns what a poll brought into the records of one commit: what is known from now on, what is told, and to whom.
///
/// Nothing is changed here. A crash before the commit changes nothing either: the next poll sees the same difference
/// and derives the same events under the same ids.
struct Advance: Sendable {
    private(set) var records: [CursorRecord] = []
    private(set) var report = AdvanceReport()

    private let cursor: Cursor
    private let source: SourceIdentity
    private let policy: PollPolicy
    private let router: Router
    private let now: Timestamp
    private var texts: TextTable
    private var nextEvent: UInt64
    private var lastSinks: [String] = []
    private var newScopes: UInt32 = 0
    private var baseline = BaselineSummary()
    /// What is known of the source from now on.
    private var state: SourceState
    private var stale: [Staleness.Reason: StaleScopes] = [:]

    /// So many ids, of 256 bytes at most, leave room in a line of the journal.
    private static let forgottenAtOnce = 10_000

    private init(_ cursor: Cursor, _ source: SourceIdentity, _ policy: PollPolicy, _ router: Router, _ now: Timestamp) {
        self.cursor = cursor
        self.source = source
        self.policy = policy
        self.router = router
        self.now = now
        texts = cursor.texts
        nextEvent = cursor.outbox.nextNumber
        state = cursor.sources[source.name] ?? SourceState()
    }

    /// What a poll that brought an answer does.
    /// - Throws: ``SourceError`` if another account answered than the one that the cursor knows.
    init(
        _ cursor: Cursor, by poll: consuming Poll, of source: SourceIdentity, under policy: PollPolicy, router: Router,
        at now: Timestamp, on cores: some Cores
    ) throws(SourceError) {
        self.init(cursor, source, policy, router, now)
        try bind(to: poll.accountID)
        sample()
        var snapshots = Array(poll.snapshots.reversed())
        // Events take its place as they are made: a first answer may hold very many findings.
        poll.snapshots = []
        while let snapshot = snapshots.popLast() { take(snapshot, on: cores) }
        tellBaseline()
        tellStale()
        remember()
        withdrawSample()
    }

    /// What a change of the source's health does.
    init(
        _ cursor: Cursor, health: SourceHealth, of source: SourceIdentity, under policy: PollPolicy, router: Router,
        at now: Timestamp
    ) {
        self.init(cursor, source, policy, router, now)
        state.health = health.state
        remember()
        guard let news = health.news else { return }
        tell(news.type, severity: news.severity) { health.write(to: &$0) }
    }

    private mutating func bind(to accountID: String?) throws(SourceError) {
        guard let known = state.accountID else {
            state.accountID = accountID
            return
        }
        // Whoever answered may be another account, and a difference to that is none.
        guard let accountID else { throw .unknownAccount(known: known, source: source) }
        if known != accountID { throw .otherAccount(known: known, answering: accountID, source: source) }
    }

    /// What was open before this commit goes before all that changes it.
    private mutating func sample() {
        if let sample = cursor.dueSample(at: now) { records.append(.sample(sample)) }
    }

    /// While nothing changes there is nothing to note.
    private mutating func withdrawSample() {
        guard case .sample? = records.first, !records.contains(where: \.changesFindings) else { return }
        records.removeFirst()
    }

    /// Enters what is new about the source itself.
    private mutating func remember() {
        guard state != cursor.sources[source.name] ?? SourceState() else { return }
        records.append(.source(name: source.name, state))
    }
}

// MARK: - One scope

extension Advance {
    private mutating func take(_ snapshot: Snapshot, on cores: some Cores) {
        let state = cursor.state(of: snapshot.scope)
        let diff = ScopeDiff(snapshot, against: state, under: policy, at: now)
        report.note(diff, of: snapshot)
        guard diff.verdict != .unusable else { return }
        judgeAge(of: snapshot, against: state)
        let number = remember(snapshot, diff, state)
        tell(diff.changes.compactMap { enter($0, of: snapshot.scope, number) }, on: cores)
        forget(diff.hidden, state)
        if !diff.baseline.isEmpty || diff.verdict == .baseline {
            baseline.add(diff.baseline, of: snapshot.scope)
        }
        if case .suspect(let loss) = diff.verdict, diff.suspicion == .polls(1) { tell(loss, of: snapshot.scope) }
    }

    /// Enters what is new about the scope itself, and returns its number.
    private mutating func remember(_ snapshot: Snapshot, _ diff: ScopeDiff, _ state: ScopeState?) -> UInt32 {
        let number = state?.number ?? UInt32(cursor.scopes.count) + newScopes
        let filter = snapshot.completeness == .complete ? snapshot.filter : state?.filter ?? snapshot.filter
        if state?.filter != filter || state?.suspicion != diff.suspicion {
            records.append(.scope(number: number, snapshot.scope, filter: filter, diff.suspicion))
        }
        if state == nil { newScopes += 1 }
        return number
    }

    private mutating func judgeAge(of snapshot: Snapshot, against known: ScopeState?) {
        let verdict = StalenessVerdict(snapshot, against: known, under: policy, at: now)
        for reason in Staleness.Reason.allCases {
            let condition = Staleness(scope: snapshot.scope.label, reason: reason)
            switch verdict[reason] {
            case .unknown: break
            case .fresh: state.stale.remove(condition)
            case .stale(let since, let count):
                guard state.stale.insert(condition).inserted else { continue }
                stale[reason, default: StaleScopes()].add(condition.scope, since: since, count: count)
            }
        }
    }

    /// Enters what is new about a finding.
    /// - Returns: what is to be told of it.
    private mutating func enter(_ change: FindingChange, of scope: Scope, _ number: UInt32) -> News? {
        var row = change.after
        let described = change.sighting.map { FindingTexts($0.description) }
        if let texts = described {
            row.title = intern(texts.title)
            row.category = intern(texts.category)
            row.assetType = intern(texts.assetType)
        }
        records.append(.finding(scope: number, id: change.id, row))
        guard let transition = change.transition else { return nil }
        report.transitions[transition, default: 0] += 1
        guard policy.filter.admits(change) else { return nil }
        return News(
            change: change, row: row, subject: FindingSubject(scope: scope, id: change.id),
            texts: described ?? FindingTexts(remembered: row, in: texts))
    }

    private mutating func forget(_ hidden: RowSet, _ state: ScopeState?) {
        guard let state, hidden.count > 0 else { return }
        let rows = state.findings.indices.filter(hidden.contains)
        let told = rows.filter { state.findings[$0].revision > 0 }
        for index in told where !state.findings[index].isHidden {
            var row = state.findings[index]
            row.hide()
            records.append(.finding(scope: state.number, id: state.findings.id(of: index), row))
        }
        let untold = rows.filter { state.findings[$0].revision == 0 }
        for start in stride(from: 0, to: untold.count, by: Self.forgottenAtOnce) {
            let some = untold[start..<min(start + Self.forgottenAtOnce, untold.count)]
            records.append(.forgotten(scope: state.number, ids: some.map(state.findings.id(of:))))
        }
    }

    private mutating func intern(_ text: String) -> UInt32 {
        if let number = texts.number(of: text) { return number }
        let number = UInt32(texts.texts.count)
        texts.append(text)
        records.append(.text(number: number, text))
        return number
    }
}

// MARK: - What is told

extension Advance {
    /// A change of a finding that is to be told.
    fileprivate struct News: Sendable {
        var change: FindingChange
        /// The finding with its texts entered.
        var row: FindingRow
        var subject: FindingSubject
        var texts: FindingTexts
    }

    private mutating func tell(_ news: [News], on cores: some Cores) {
        let letters = cores.map(news.count) { [composer, router, source] index in
            let news = news[index]
            return Letter(
                event: composer.finding(news.change, news.subject, news.texts),
                order: OwedEvent.order(of: news.subject.key),
                sinks: router.decide(RouteSubject(news, of: source, for: router)).sinks)
        }
        for letter in letters { owe(letter) }
    }

    private mutating func tell(_ loss: ScopeDiff.Loss, of scope: Scope) {
        let polls = policy.suspectPolls
        tell(.source(.suspect), severity: .high) { data in
            data.member("scope", scope.label)
            data.member("open", loss.open)
            data.member("lost", loss.lost)
            data.member("seen", loss.seen)
            data.member("polls", polls)
            data.member(
                "advice",
                "What is missing is not called gone until \(polls) complete polls in a row agree. "
                    + "If it is right, accept it now: checkbridge cursor accept")
        }
    }

    private mutating func tellBaseline() {
        guard !baseline.isEmpty else { return }
        report.baseline = baseline
        guard policy.baseline == .summary else { return }
        let summary = baseline
        let texts = texts
        tell(.baseline, severity: summary.severity) { summary.write(to: &$0, texts) }
    }

    private mutating func tellStale() {
        for reason in Staleness.Reason.allCases {
            guard let scopes = stale[reason] else { continue }
            tell(.source(.stale), severity: .medium) { scopes.write(reason, to: &$0) }
        }
    }

    /// An event about the source itself.
    private mutating func tell(
        _ type: EventType, severity: Severity, _ body: (inout JSONWriter) -> Void
    ) {
        let event = composer.health(type, severity: severity, number: nextEvent, body)
        var fields: [RouteField: String] = [
            .account: source.account, .source: source.name, .severity: severity.rawValue, .type: type.name,
        ]
        // Just as in the event's bytes: of these only a baseline says its kind.
        if type == .baseline { fields[.kind] = source.kind.rawValue }
        let sinks = router.decide(RouteSubject(fields)).sinks
        owe(Letter(event: event, order: OwedEvent.order(of: source.uri), sinks: sinks))
    }

    /// An event that is to get its number, and where it goes.
    private struct Letter: Sendable {
        var event: EncodedEvent
        var order: UInt64
        var sinks: [String]
    }

    private mutating func owe(_ letter: Letter) {
        // One array for all that go the same way: there may be very many.
        if letter.sinks != lastSinks { lastSinks = letter.sinks }
        let owed = OwedEvent(
            number: nextEvent, event: letter.event, order: letter.order, source: source.name, sinks: lastSinks)
        nextEvent += 1
        report.events.append(owed)
        guard !letter.sinks.isEmpty else { return }
        records.append(.event(owed))
    }

    private var composer: EventComposer {
        EventComposer(source: source, ids: EventID(lineage: cursor.identity.lineage), at: now)
    }
}

extension RouteSubject {
    fileprivate init(_ news: Advance.News, of source: SourceIdentity, for router: Router) {
        var fields: [RouteField: String] = [:]
        for field in router.fields { fields[field] = news.text(of: field, source) }
        self.init(fields)
    }
}

extension Advance.News {
    fileprivate func text(of field: RouteField, _ source: SourceIdentity) -> String? {
        let transition = change.transition ?? .changed
        return switch field {
        case .account: source.account
        case .source: source.name
        case .kind: source.kind.rawValue
        case .severity: row.severity.rawValue
        case .transition: transition.rawValue
        case .from: change.from
        case .to: change.to
        case .new: change.from == nil ? "true" : "false"
        case .state: FindingState(status: row.status, kind: subject.scope.kind).rawValue
        case .category: texts.category
        case .assetType: texts.assetType
        case .id: subject.id
        case .title: texts.title
        case .type: EventType.finding(transition).name
        }
    }
}

extension CursorRecord {
    fileprivate var changesFindings: Bool {
        switch self {
        case .finding, .forgotten: true
        default: false
        }
    }
}

extension TransitionFilter {
    fileprivate func admits(_ change: FindingChange) -> Bool {
        admits(
            severities: [change.before?.severity, change.after.severity].compactMap(\.self),
            statuses: [change.from, change.to].compactMap(\.self))
    }
}

extension SourceError {
    fileprivate static func unknownAccount(known: String, source: SourceIdentity) -> SourceError {
        SourceError(
            reason: .unavailable, code: "UnknownAccount",
            message: "it is not known whose answer this is, and the cursor knows this source as account \(known)",
            operation: "source \(source.name)",
            advice: "GetCallerIdentity of STS must be reachable with the credentials of account \(source.account); "
                + "nothing is compared until it answers. `checkbridge doctor` asks it.")
    }

    fileprivate static func otherAccount(known: String, answering: String, source: SourceIdentity) -> SourceError {
        SourceError(
            reason: .otherAccount, code: "OtherAccount",
            message: "account \(answering) answered, but the cursor knows this source as account \(known)",
            operation: "source \(source.name)",
            advice: "Mend the credentials of account \(source.account), or give the source another name "
                + "if it is to watch another account from now on.")
    }
}
