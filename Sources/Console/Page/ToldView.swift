import BridgeCore

/// An event that was told, and what became of it, in a line or two.
struct ToldView {
    let tone: String
    let at: MomentView?
    let headline: String
    let link: String?
    let hasFates: Bool
    let fates: [FateView]

    init(_ history: EventHistory, seenAt now: Timestamp, _ word: Wording) {
        let event = (try? Event(history.event)) ?? .unreadable(history.event.id)
        let message = MessageRenderer(language: word.language).message(for: event)
        tone = message.mark.word
        at = event.time.map { MomentView($0, seenAt: now, word) }
        headline = message.headline.fitted(to: 300, in: .utf16)
        link = event.sourceName.flatMap { source in
            event.finding?["key"]?.string.map { FindingLink(source: source, key: $0).target }
        }
        fates = FateView.all(history.deliveries, word)
        hasFates = !fates.isEmpty
    }
}

extension Event {
    /// What cannot be read is shown by its id at least.
    static func unreadable(_ id: String) -> Event { Event(id: id, type: "", source: "", data: .object([])) }
}

extension Message.Mark {
    /// As the style sheet names it.
    var word: String {
        switch self {
        case .open(let severity): severity.rawValue
        case .good: Tone.good.rawValue
        case .aside, .notice: Tone.aside.rawValue
        case .trouble: Tone.bad.rawValue
        }
    }
}
