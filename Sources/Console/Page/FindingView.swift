import BridgeCore

/// A finding's own page as its template names it.
struct FindingView {
    let title: String
    let source: String
    let heading: String
    let severity: String
    let severityWord: String
    let stateTone: String
    let stateWord: String
    let lasting: String?
    let facts: [Fact]
    let note: String?
    let console: String?
    let hasEvents: Bool
    let events: [Chapter]

    struct Fact {
        let label: String
        let value: String
        /// Of a moment, for `datetime`.
        let machine: String?
    }

    /// An event of the finding, with all that was tried to tell it.
    struct Chapter {
        let tone: String
        let headline: String
        let machine: String
        let shown: String
        let ago: String
        let event: String
        let hasDeliveries: Bool
        let deliveries: [DeliveryView]
    }

    init(_ finding: KnownFinding, _ events: [EventHistory], at now: Timestamp, _ word: Wording) {
        let row = finding.row
        let told = events.map { (history: $0, event: (try? Event($0.event)) ?? .unreadable($0.event.id)) }
        let renderer = MessageRenderer(language: word.language)
        let latest = told.first.map { renderer.message(for: $0.event) }
        source = finding.subject.scope.source
        let name = finding.texts.title.onOneLine
        heading = (name.isEmpty ? finding.subject.key.onOneLine : name).fitted(to: 500, in: .utf16)
        title = "\(heading.fitted(to: 80, in: .utf16)) – checkbridge"
        severity = row.severity.rawValue
        severityWord = word.severity(row.severity)
        stateTone = finding.standing.tone.rawValue
        stateWord = word.standing(finding.standing.word)
        lasting =
            row.status.isEmpty ? nil : word("for \(word.span(now - row.since))", "已持续 \(word.span(now - row.since))")
        facts = Self.facts(finding, latest, at: now, word)
        note = latest?.note?.fitted(to: 2000, in: .utf16)
        console = latest?.link
        self.events = told.map { Chapter($0.event, $0.history, renderer, at: now, word) }
        hasEvents = !told.isEmpty
    }

    private static func facts(
        _ finding: KnownFinding, _ latest: Message?, at now: Timestamp, _ word: Wording
    ) -> [Fact] {
        let row = finding.row
        let known: [(String, String)] = [
            (word("Status", "状态"), word.status(row.status)),
            (word("Affected assets", "受影响资产"), String(row.affected)),
            (word("Category", "类别"), finding.texts.category), (word("Asset type", "资产类型"), finding.texts.assetType),
            (word("Source", "数据源"), finding.subject.scope.source),
            (
                word("Check", "检查项"),
                [word.kind(finding.subject.scope.kind), finding.subject.scope.label].filter { !$0.isEmpty }.joined(
                    separator: " · ")
            ),
            ("ID", finding.subject.id), (word("Changes so far", "累计变化次数"), String(row.revision)),
        ]
        let labels = Set(known.map(\.0))
        let more = (latest?.facts ?? []).filter {
            [word("Account", "账号"), word("Policy", "访问控制策略")].contains($0.label) && !labels.contains($0.label)
        }
        let moments =
            [(word("First seen", "首次发现"), row.firstSeen), (word("In this state since", "当前状态始于"), row.since)]
            + (row.transientSince.map { [(word("Being checked since", "检查开始于"), $0)] } ?? [])
        return (known + more.map { ($0.label, $0.value) }).compactMap { label, value in
            let value = value.onOneLine.fitted(to: 500, in: .utf16)
            return value.isEmpty ? nil : Fact(label: label, value: value, machine: nil)
        } + moments.map { Fact(label: $0, value: "\($1.inUTC) · \(word.ago(now - $1))", machine: $1.description) }
    }
}

extension FindingView.Chapter {
    init(_ told: Event, _ history: EventHistory, _ renderer: MessageRenderer, at now: Timestamp, _ word: Wording) {
        let message = renderer.message(for: told)
        tone = message.mark.word
        headline = message.headline.fitted(to: 500, in: .utf16)
        machine = told.time?.description ?? ""
        shown = told.time?.inUTC ?? ""
        ago = told.time.map { word.ago(now - $0) } ?? ""
        event = told.id
        deliveries = history.deliveries.map { DeliveryView($0, word) }
        hasDeliveries = !deliveries.isEmpty
    }
}

/// What was tried to tell one sink of an event.
struct DeliveryView {
    let sink: String
    let fateTone: String
    let fateWord: String
    let fateText: String
    let hasAttempts: Bool
    let attempts: [AttemptView]

    init(_ delivery: DeliveryHistory, _ word: Wording) {
        sink = delivery.sink
        fateTone = delivery.tone.rawValue
        fateWord = word.fate(delivery)
        let replay = delivery.isReplay ? word("sent again by hand", "手动重新发送") : nil
        let tries = delivery.attempts > 1 ? word.attempts(delivery.attempts) : nil
        fateText = [delivery.at?.inUTC, tries, delivery.reasonToShow(word), replay].compactMap { $0 }.joined(
            separator: " · ")
        let omitted = delivery.failures.first.map { $0.attempt - 1 } ?? 0
        let first = omitted > 0 ? [AttemptView(omitted: omitted, word)] : []
        attempts = first + delivery.failures.map { AttemptView($0, word) }
        hasAttempts = !attempts.isEmpty
    }
}

/// One attempt that failed.
struct AttemptView {
    let tryMachine: String
    let tryShown: String
    let tryTone: String
    let tryWord: String
    let tryText: String

    init(_ failure: FailedAttempt, _ word: Wording) {
        tryMachine = failure.at?.description ?? ""
        tryShown = failure.at?.inUTC ?? ""
        tryTone = Tone.warn.rawValue
        tryWord = word("attempt \(failure.attempt) failed", "第 \(failure.attempt) 次失败")
        tryText = failure.reason.onOneLine.fitted(to: 500, in: .utf16)
    }

    init(omitted count: Int, _ word: Wording) {
        (tryMachine, tryShown, tryText) = ("", "", "")
        tryTone = Tone.aside.rawValue
        tryWord = word(count == 1 ? "1 earlier attempt" : "\(count) earlier attempts", "更早的 \(count) 次尝试")
    }
}

extension DeliveryHistory {
    fileprivate func reasonToShow(_ word: Wording) -> String? {
        switch state {
        case .ended(.digested(let id)): word("digest \(id)", "摘要 \(id)")
        case .ended(.superseded(let id)): word("by event \(id)", "事件 \(id)")
        case .ended(.suppressed(let rule)): word("rule \(rule)", "规则 \(rule)")
        case .waiting, .retrying, .ended(.delivered), .ended(.dead): nil
        }
    }
}

extension Standing {
    /// As ``Wording/standing(_:)`` takes it.
    var word: String {
        switch self {
        case .unseen: "transient"
        case .open: "open"
        case .resolved: "resolved"
        case .suppressed: "suppressed"
        case .unknown: "unknown"
        case .gone: "gone"
        }
    }

    var tone: Tone {
        switch self {
        case .open: .bad
        case .resolved: .good
        case .unseen, .suppressed, .unknown, .gone: .aside
        }
    }
}
