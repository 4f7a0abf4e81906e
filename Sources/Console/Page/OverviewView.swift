import Bridge
import BridgeCore

/// The overview as its template names it: a view for each of its parts.
struct OverviewView {
    let verdict: VerdictView
    let urgent: UrgentView
    let told: ToldListView
    let sources: SourceListView
    let sinks: SinkListView
    let letters: LetterListView
    let trend: TrendView

    /// - Parameter replayed: how many dead letters are sent again because the reader just asked for it.
    init(_ overview: Overview, of bridge: WatchedBridge, for visitor: Visitor, replayed: Int?) {
        let word = Wording(language: visitor.language)
        let isWaiting = overview.totals.scopes == 0 && !bridge.sources.contains { bridge.polls[$0.name].last != nil }
        sources = SourceListView(overview, bridge, word)
        sinks = SinkListView(overview, bridge, word)
        verdict = VerdictView(overview, sources, sinks, isWaiting: isWaiting, replayed: replayed, word)
        urgent = UrgentView(overview, isWaiting: isWaiting, word)
        told = ToldListView(overview, word)
        letters = LetterListView(overview, bridge, visitor, word)
        trend = TrendView(overview, word)
    }
}

/// How many findings of one severity are open.
struct TileView {
    let severity: String
    let label: String
    let count: Int
    let isAny: Bool
    let link: String

    init(_ severity: Severity, _ count: Int, _ word: Wording) {
        self.severity = severity.rawValue
        label = word.severity(severity).capitalizedFirst
        self.count = count
        isAny = count > 0
        link = "/findings?state=open&severity=\(severity.rawValue)"
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// The findings that somebody on call asks for first.
struct UrgentView {
    let count: Int
    let items: [EntryView]
    let hasItems: Bool
    let hasMore: Bool
    /// What is to be known about those that are not shown.
    let note: String?
    let empty: String

    fileprivate init(_ overview: Overview, isWaiting: Bool, _ word: Wording) {
        count = overview.open[.high]
        items = overview.urgent.items.compactMap { EntryView($0, showsState: false, seenAt: overview.now, word) }
        hasItems = !items.isEmpty
        hasMore = count > items.count
        note =
            overview.urgent.isWhole
            ? nil : word("There are so many that some of those not shown may be newer.", "数量过多，未显示的风险中可能有更新的。")
        empty =
            isWaiting
            ? word(
                "The sources are being asked. What is open now becomes the baseline; every change from then on is told.",
                "正在查询数据源。当前未关闭的风险将作为基线，此后的每次变化都会通知。")
            : word("None. As soon as one opens, it stands here and goes to the sinks.", "没有。一旦出现，将显示在此处并发送至接收端。")
    }
}

/// What was told last.
struct ToldListView {
    let items: [ToldView]
    let hasItems: Bool

    fileprivate init(_ overview: Overview, _ word: Wording) {
        items = overview.told.map { ToldView($0, seenAt: overview.now, word) }
        hasItems = !items.isEmpty
    }
}

/// How many findings were open.
struct TrendView {
    let chart: String?
    let legend: [TileView]

    fileprivate init(_ overview: Overview, _ word: Wording) {
        chart = TrendChart(overview.trend, open: overview.open, at: overview.now, word)?.svg
        legend = Severity.allCases.map { TileView($0, overview.open[$0], word) }
    }
}
