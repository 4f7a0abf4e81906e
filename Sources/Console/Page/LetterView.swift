import BridgeCore

/// A delivery that was given up.
struct LetterView {
    let event: String
    let sink: String
    let headline: String
    let attempts: String
    let at: MomentView?
    let reason: String

    /// - Returns: `nil` if it is none.
    init?(_ item: [UInt8], seenAt now: Timestamp, _ word: Wording) {
        guard let json = try? JSONValue(parsing: item), let sink = json["sink"]?.string,
            let event = json["event"]?.string
        else { return nil }
        let told = json["json"].flatMap { try? Event(json: $0) } ?? .unreadable(event)
        self.event = event
        self.sink = sink
        headline = MessageRenderer(language: word.language).message(for: told).headline.fitted(to: 200, in: .utf16)
        attempts = word.attempts(Int(json["attempts"]?.integer ?? 0))
        at = json["at"]?.string.flatMap(Timestamp.init(rfc3339:)).map { MomentView($0, seenAt: now, word) }
        reason = (json["reason"]?.string ?? "").onOneLine.fitted(to: 300, in: .utf16)
    }
}

/// The deliveries that were given up last, and how many there are for each sink.
struct LetterListView {
    let count: Int
    let hasItems: Bool
    let items: [LetterView]
    let graves: [Graves]
    let canReplay: Bool
    let isLoggedIn: Bool

    /// The dead letters of one sink.
    struct Graves {
        let name: String
        let dead: Int
    }

    init(_ overview: Overview, _ bridge: WatchedBridge, _ visitor: Visitor, _ word: Wording) {
        count = overview.totals.dead
        items = overview.letters.items.compactMap { LetterView($0, seenAt: overview.now, word) }
        hasItems = count > 0
        graves = bridge.sinks.map { Graves(name: $0.name, dead: overview.totals.sinks[$0.name]?.dead ?? 0) }
            .filter { $0.dead > 0 }
        canReplay = visitor.hasToken
        isLoggedIn = visitor.isLoggedIn
    }
}
