import Bridge
import BridgeCore

/// What the overview shows: taken from the running bridge at one moment, in a time that does not grow with the findings.
struct Overview: Sendable {
    /// So many findings, events and dead letters are shown; the rest is a click away.
    static let shownFindings = 12
    static let shownEvents = 12
    static let shownLetters = 5

    var now: Timestamp
    var totals: CursorTotals
    var open: SeverityCounts
    var urgent: UrgentFindings
    var letters: LatestDeadLetters
    var told: [EventHistory]
    var trend: [TrendSample]
    var health: [String: LaneHealth]
    var isSaving: Bool

    init(of bridge: WatchedBridge) async {
        let read = await bridge.store.read { cursor in
            (
                CursorTotals(cursor), cursor.openFindings, UrgentFindings(atMost: Self.shownFindings, of: cursor),
                LatestDeadLetters(atMost: Self.shownLetters, of: cursor),
                cursor.recentEvents(atMost: Self.shownEvents), cursor.trend
            )
        }
        (totals, open, urgent, letters, told, trend) = read
        health = await bridge.deliverer.health
        isSaving = await bridge.store.isSaving
        now = bridge.time.now()
    }
}

extension CursorTotals {
    /// The dead letters of all sinks.
    var dead: Int { sinks.values.reduce(0) { $0 + $1.dead } }
}

extension Array {
    /// Sorted, where what is equal keeps its order.
    func stablySorted(by precedes: (Element, Element) -> Bool) -> [Element] {
        enumerated().sorted { left, right in
            precedes(left.element, right.element)
                || !precedes(right.element, left.element) && left.offset < right.offset
        }.map(\.element)
    }
}
