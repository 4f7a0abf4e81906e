import Bridge
import BridgeCore

/// How a sink is doing, as the overview shows it.
struct SinkView {
    let name: String
    let type: String
    let endpoint: String
    let tone: String
    let state: String
    let backlog: String
    let delivered: String?
    let trouble: String?
    let lastError: String?
    let rank: Tone

    init(
        _ sink: SinkTraits, _ totals: CursorTotals.SinkTotals, _ health: LaneHealth, _ entry: DeliveryBook.Entry,
        at now: Timestamp, _ word: Wording
    ) {
        name = sink.name
        type = sink.type
        endpoint = sink.endpoint
        rank = health.tone
        tone = rank.rawValue
        state = Self.words(health, at: now, word)
        backlog = Self.backlog(totals, at: now, word)
        delivered = entry.delivered.map { word("last delivered \(word.ago(now - $0))", "最近送达：\(word.ago(now - $0))") }
        trouble = health.trouble.map { $0.reason.onOneLine.fitted(to: 300, in: .utf16) }
        let reason = entry.reason.map { $0.onOneLine.fitted(to: 200, in: .utf16) }
        lastError =
            if trouble == nil, let reason, let failed = entry.failed {
                word("last error \(word.ago(now - failed)): \(reason)", "最近错误（\(word.ago(now - failed))）：\(reason)")
            } else { nil }
    }

    private static func words(_ health: LaneHealth, at now: Timestamp, _ word: Wording) -> String {
        switch health {
        case .working: word("working", "正常")
        case .failing(let trouble):
            word("failing for \(word.span(now - trouble.since))", "已失败 \(word.span(now - trouble.since))")
        case .paused(let trouble):
            word("paused for \(word.span(now - trouble.since))", "已暂停 \(word.span(now - trouble.since))")
        }
    }

    private static func backlog(_ totals: CursorTotals.SinkTotals, at now: Timestamp, _ word: Wording) -> String {
        guard totals.owed > 0 else { return word("nothing waits", "无待发送事件") }
        let age = totals.oldest.map {
            word(", the oldest for \(word.span(now - $0))", "，最早的已等待 \(word.span(now - $0))")
        }
        return word(totals.owed == 1 ? "1 event waits" : "\(totals.owed) events wait", "\(totals.owed) 个事件待发送")
            + (age ?? "")
    }
}

/// The sinks, the worst first.
struct SinkListView {
    let count: Int
    let items: [SinkView]

    init(_ overview: Overview, _ bridge: WatchedBridge, _ word: Wording) {
        items = bridge.sinks.map { sink in
            SinkView(
                sink, overview.totals.sinks[sink.name] ?? .init(), overview.health[sink.name] ?? .working,
                bridge.deliveries[sink.name], at: overview.now, word)
        }.stablySorted { $0.rank > $1.rank }
        count = items.count
    }
}

extension LaneHealth {
    var tone: Tone {
        switch self {
        case .working: .good
        case .failing: .warn
        case .paused: .bad
        }
    }
}
