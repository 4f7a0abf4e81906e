import Bridge
import BridgeCore

/// How a source is doing, as the overview shows it.
struct SourceView {
    let name: String
    let kind: String
    let place: String
    let tone: String
    let state: String
    let freshness: String
    let findings: String
    let trouble: String?
    let advice: String?
    /// The worst first.
    let rank: Tone

    init(
        _ source: WatchedSourceFacts, _ totals: CursorTotals.SourceTotals, _ entry: PollBook.Entry,
        at now: Timestamp, _ word: Wording
    ) {
        let verdict = SourceVerdict(source, totals, entry, at: now)
        let identity = source.identity
        name = source.name
        kind = word.kind(identity.kind)
        place = "\(identity.account) · \(identity.region)"
        rank = verdict.tone
        tone = verdict.tone.rawValue
        state = Self.words(verdict, word)
        let every = word("every \(word.span(source.every))", "每 \(word.span(source.every))")
        freshness = entry.last.map { "\(word("polled", "轮询于")) \(word.ago(now - $0.at)) · \(every)" } ?? every
        findings = word.counts(totals.tally)
        let error = entry.last?.result.error
        trouble = error.map { "\($0.code): \($0.message)".onOneLine.fitted(to: 300, in: .utf16) }
        advice = error?.advice
    }

    private static func words(_ verdict: SourceVerdict, _ word: Wording) -> String {
        switch verdict {
        case .fresh: word("fresh", "数据新鲜")
        case .waiting: word("not polled yet", "尚未轮询")
        case .incomplete: word("incomplete", "数据不完整")
        case .late: word("late", "轮询延迟")
        case .faltering: word("last poll failed", "最近轮询失败")
        case .failing(let outage, let now):
            word("failing for \(word.span(now - outage.since))", "已失败 \(word.span(now - outage.since))")
        }
    }
}

/// The sources, the worst first.
struct SourceListView {
    /// More than this are no overview.
    private static let shown = 30
    let count: Int
    let items: [SourceView]
    let more: String?

    init(_ overview: Overview, _ bridge: WatchedBridge, _ word: Wording) {
        let all = bridge.sources.map { source in
            SourceView(
                source, overview.totals.sources[source.name] ?? .init(), bridge.polls[source.name], at: overview.now,
                word)
        }.stablySorted { $0.rank > $1.rank }
        count = all.count
        items = Array(all.prefix(Self.shown))
        let left = all.count - Self.shown
        more = left > 0 ? word("and \(left) more, none of them worse", "另有 \(left) 个，状态均不更差") : nil
    }
}

/// Whether what a source says can be relied on.
enum SourceVerdict {
    case fresh
    /// Nothing came yet.
    case waiting
    /// The last answer did not hold everything.
    case incomplete
    /// Nothing came for several intervals.
    case late
    /// The last poll failed; not often enough to be told.
    case faltering
    case failing(SourceState.Outage, now: Timestamp)

    init(
        _ source: WatchedSourceFacts, _ totals: CursorTotals.SourceTotals, _ entry: PollBook.Entry, at now: Timestamp
    ) {
        if let outage = totals.state.outage {
            self = .failing(outage, now: now)
        } else if let last = entry.last {
            self = Self.of(last, late: now - last.at > .milliseconds(source.every.milliseconds * 3 + 60_000))
        } else {
            self = .waiting
        }
    }

    private static func of(_ poll: PollBook.Poll, late isLate: Bool) -> SourceVerdict {
        if isLate { return .late }
        switch poll.result {
        case .failed: return .faltering
        case .answered(true, failure: nil): return .fresh
        case .answered: return .incomplete
        case .dropped: return .waiting
        }
    }

    var tone: Tone {
        switch self {
        case .fresh: .good
        case .waiting: .aside
        case .incomplete, .late, .faltering: .warn
        case .failing: .bad
        }
    }
}
