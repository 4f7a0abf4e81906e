import Bridge
import BridgeCore

/// The overview as its template names it.
struct OverviewView {
    let title: String
    let headline: String
    let tone: String
    let notice: String?
    let hasTroubles: Bool
    let troubles: [Trouble]
    let tiles: [Tile]
    let machineNow: String
    let shownNow: String
    let urgentCount: Int
    let hasUrgent: Bool
    let urgent: [EntryView]
    let urgentNote: String?
    let hasMoreUrgent: Bool
    let urgentEmpty: String
    let hasTold: Bool
    let told: [ToldView]
    let sourceCount: Int
    let sources: [SourceView]
    let moreSources: String?
    let sinkCount: Int
    let sinks: [SinkView]
    let letterCount: Int
    let hasLetters: Bool
    let letters: [LetterView]
    let graves: [Graves]
    let canReplay: Bool
    let isLoggedIn: Bool
    let chart: String?
    let legend: [Tile]

    /// Something that somebody has to look after.
    struct Trouble {
        let tone: String
        let link: String
        let text: String
    }

    /// How many findings of one severity are open.
    struct Tile {
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

    /// The dead letters of one sink.
    struct Graves {
        let name: String
        let dead: Int
    }

    /// More sources than this are no overview: those with a problem come first.
    private static let shownSources = 30

    /// - Parameter replayed: how many dead letters are sent again because the reader just asked for it.
    init(_ overview: Overview, of bridge: WatchedBridge, for visitor: Visitor, replayed: Int?) {
        let word = Wording(language: visitor.language)
        let now = overview.now
        let count = overview.open[.high]
        let sources = Self.sources(overview, bridge, word)
        let sinks = bridge.sinks.map { sink in
            SinkView(
                sink, overview.totals.sinks[sink.name] ?? .init(), overview.health[sink.name] ?? .working,
                bridge.deliveries[sink.name], at: now, word)
        }.stable { $0.rank > $1.rank }
        let isWaiting = !sources.contains { $0.rank != .aside } && overview.totals.scopes == 0
        troubles = Self.troubles(overview, sources, sinks, word)
        hasTroubles = !troubles.isEmpty
        headline = isWaiting ? word("Waiting for the first answer", "正在等待首次数据") : word.openUrgent(count)
        title = (count > 0 ? "(\(count)) " : "") + "checkbridge – \(headline)"
        tone = (count > 0 ? Tone.bad : hasTroubles ? .warn : isWaiting ? .aside : .good).rawValue
        notice = replayed.map { word($0 == 1 ? "1 dead letter is sent again." : "\($0) dead letters are sent again.", "正在重新发送 \($0) 条死信。") }
        tiles = Severity.allCases.map { Tile($0, overview.open[$0], word) }
        (machineNow, shownNow) = (now.description, now.inUTC)
        urgentCount = count
        urgent = overview.urgent.items.compactMap { EntryView($0, showsState: false, seenAt: now, word) }
        hasUrgent = !urgent.isEmpty
        urgentNote = overview.urgent.isWhole ? nil
            : word("There are so many that some of those not shown may be newer.", "数量过多，未显示的风险中可能有更新的。")
        hasMoreUrgent = count > urgent.count
        urgentEmpty = isWaiting
            ? word("The sources are being asked. What is open now becomes the baseline; every change from then on is told.", "正在查询数据源。当前未关闭的风险将作为基线，此后的每次变化都会通知。")
            : word("None. As soon as one opens, it stands here and goes to the sinks.", "没有。一旦出现，将显示在此处并发送至接收端。")
        told = overview.told.map { ToldView($0, seenAt: now, word) }
        hasTold = !told.isEmpty
        sourceCount = sources.count
        self.sources = Array(sources.prefix(Self.shownSources))
        let more = sources.count - Self.shownSources
        moreSources = more > 0 ? word("and \(more) more, none of them worse", "另有 \(more) 个，状态均不更差") : nil
        sinkCount = sinks.count
        self.sinks = sinks
        letters = overview.letters.items.compactMap { LetterView($0, seenAt: now, word) }
        let dead = bridge.sinks.map { Graves(name: $0.name, dead: overview.totals.sinks[$0.name]?.dead ?? 0) }
        graves = dead.filter { $0.dead > 0 }
        letterCount = overview.totals.sinks.values.reduce(0) { $0 + $1.dead }
        hasLetters = letterCount > 0
        canReplay = visitor.hasToken
        isLoggedIn = visitor.isLoggedIn
        chart = TrendChart(overview.trend, open: overview.open, at: now, word)?.svg
        legend = tiles
    }

    private static func sources(_ overview: Overview, _ bridge: WatchedBridge, _ word: Wording) -> [SourceView] {
        bridge.sources.map { source in
            SourceView(
                source, overview.totals.sources[source.name] ?? .init(), bridge.polls[source.name], at: overview.now,
                word)
        }.stable { $0.rank > $1.rank }
    }

    private static func troubles(
        _ overview: Overview, _ sources: [SourceView], _ sinks: [SinkView], _ word: Wording
    ) -> [Trouble] {
        let state = overview.isSaving ? [] : [
            Trouble(
                tone: Tone.bad.rawValue, link: "/readyz",
                text: word("The state cannot be saved: nothing new is sent", "状态无法保存：不会发送新的事件"))
        ]
        let blind = sources.filter { $0.rank >= .warn }.prefix(5).map {
            Trouble(tone: $0.tone, link: "#sources", text: word("Source \($0.name): \($0.state)", "数据源 \($0.name)：\($0.state)"))
        }
        let stuck = sinks.filter { $0.rank >= .warn }.prefix(5).map {
            Trouble(
                tone: $0.tone, link: "#sinks",
                text: word("Sink \($0.name): \($0.state); \($0.backlog)", "接收端 \($0.name)：\($0.state)；\($0.backlog)"))
        }
        let dead = overview.totals.sinks.values.reduce(0) { $0 + $1.dead }
        let letters = dead == 0 ? [] : [
            Trouble(tone: Tone.warn.rawValue, link: "#letters", text: word.letters(dead))
        ]
        return state + blind + stuck + letters
    }
}

extension Array {
    /// Sorted, where what is equal keeps its order.
    fileprivate func stable(by precedes: (Element, Element) -> Bool) -> [Element] {
        enumerated().sorted { left, right in
            precedes(left.element, right.element)
                || !precedes(right.element, left.element) && left.offset < right.offset
        }.map(\.element)
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
