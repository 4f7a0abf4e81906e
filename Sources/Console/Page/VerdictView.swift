import BridgeCore

/// What matters most, in a line, and what somebody has to look after.
struct VerdictView {
    let title: String
    let headline: String
    let tone: String
    let notice: String?
    let hasTroubles: Bool
    let troubles: [TroubleView]
    let tiles: [TileView]
    let machineNow: String
    let shownNow: String

    /// - Parameters:
    ///   - isWaiting: nothing is known yet.
    ///   - replayed: how many dead letters are sent again because the reader just asked for it.
    init(
        _ overview: Overview, _ sources: SourceListView, _ sinks: SinkListView, isWaiting: Bool, replayed: Int?,
        _ word: Wording
    ) {
        let count = overview.open[.high]
        troubles = TroubleView.all(overview, sources, sinks, word)
        hasTroubles = !troubles.isEmpty
        headline = isWaiting ? word("Waiting for the first answer", "正在等待首次数据") : word.openUrgent(count)
        title = (count > 0 ? "(\(count)) " : "") + "checkbridge – \(headline)"
        tone = Self.tone(count, isWaiting: isWaiting, hasTroubles: hasTroubles).rawValue
        notice = replayed.map(word.replayed)
        tiles = Severity.allCases.map { TileView($0, overview.open[$0], word) }
        (machineNow, shownNow) = (overview.now.description, overview.now.inUTC)
    }

    private static func tone(_ count: Int, isWaiting: Bool, hasTroubles: Bool) -> Tone {
        if count > 0 { return .bad }
        if hasTroubles { return .warn }
        return isWaiting ? .aside : .good
    }
}

/// Something that somebody has to look after, and where it is shown.
struct TroubleView {
    let tone: String
    let link: String
    let text: String

    private init(_ tone: Tone, _ link: String, _ text: String) {
        (self.tone, self.link, self.text) = (tone.rawValue, link, text)
    }

    /// More of a kind than this are to be seen in their own list.
    private static let shown = 5

    static func all(
        _ overview: Overview, _ sources: SourceListView, _ sinks: SinkListView, _ word: Wording
    ) -> [TroubleView] {
        let unsaved = TroubleView(
            .bad, "/readyz", word("The state cannot be saved: nothing new is sent", "状态无法保存：不会发送新的事件"))
        let blind = sources.items.filter { $0.rank >= .warn }.prefix(shown).map {
            TroubleView($0.rank, "#sources", word("Source \($0.name): \($0.state)", "数据源 \($0.name)：\($0.state)"))
        }
        let stuck = sinks.items.filter { $0.rank >= .warn }.prefix(shown).map {
            let text = word("Sink \($0.name): \($0.state); \($0.backlog)", "接收端 \($0.name)：\($0.state)；\($0.backlog)")
            return TroubleView($0.rank, "#sinks", text)
        }
        let dead = overview.totals.dead
        let letters = dead > 0 ? [TroubleView(.warn, "#letters", word.letters(dead))] : []
        return (overview.isSaving ? [] : [unsaved]) + blind + stuck + letters
    }
}
