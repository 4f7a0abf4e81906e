/// Which dead letters an operator means.
package struct DeadLetterSelection: Sendable, Equatable {
    /// Ids of events; empty: whatever ``sink`` and ``all`` say.
    package var events: [String]
    /// Only those of this sink.
    package var sink: String?
    /// Said out loud, because it is meant for every letter there is.
    package var all: Bool

    package init(events: [String] = [], sink: String? = nil, all: Bool = false) {
        (self.events, self.sink, self.all) = (events, sink, all)
    }
}

/// What is to be done with dead letters.
package enum DeadLetterAction: String, Sendable, CaseIterable {
    case list, show
    /// Sends them again: at least once, outside the order of their findings.
    case replay
    /// Lets them go for good.
    case drop
}

extension Cursor {
    /// So many events are shown whole at once: each may have 64 KiB.
    private static var shownAtOnce: Int { 100 }

    /// - Parameter sinks: those of the configuration; a letter to any other could be replayed to nobody.
    package func deciding(
        _ action: DeadLetterAction, on selection: DeadLetterSelection, sinks: Set<String>
    ) throws(RequestRefusal) -> CursorDecision {
        let letters = try letters(selection, for: action)
        switch action {
        case .list: return listing(letters)
        case .show: return try showing(letters)
        case .replay:
            if let gone = letters.first(where: { !sinks.contains($0.key.sink) })?.key.sink {
                throw RequestRefusal(
                    "there is no sink \(gone) in the configuration to send to; if it has another name now: "
                        + "checkbridge cursor rename sink \(gone) NEW")
            }
            return CursorDecision(exhuming(letters, again: true)) { $0.member("replayed", letters.count) }
        case .drop: return CursorDecision(exhuming(letters, again: false)) { $0.member("dropped", letters.count) }
        }
    }

    private typealias Letter = (key: DeliveryKey, value: DeadLetter)

    private func letters(
        _ selection: DeadLetterSelection, for action: DeadLetterAction
    ) throws(RequestRefusal) -> [Letter] {
        guard action == .list || !selection.events.isEmpty || selection.sink != nil || selection.all else {
            throw RequestRefusal("say which ones: their events' ids, --sink NAME, or --all")
        }
        let ids = Set(selection.events)
        let found = outbox.deadLetters.filter { key, _ in
            (selection.sink ?? key.sink) == key.sink && (ids.isEmpty || ids.contains(id(of: key)))
        }
        let missing = ids.subtracting(found.keys.map(id(of:)))
        guard missing.isEmpty else {
            throw RequestRefusal("no dead letter has the id \(missing.sorted().listed); nothing was done")
        }
        return found.sorted { ($0.value.at, $0.key.event, $0.key.sink) < ($1.value.at, $1.key.event, $1.key.sink) }
    }

    private func id(of key: DeliveryKey) -> String { outbox.events[key.event]?.event.id ?? "" }

    private func listing(_ letters: [Letter]) -> CursorDecision {
        CursorDecision { answer in
            answer.member("total", letters.count)
            answer.member(
                "dead_letters",
                array: { array in letters.forEach { letter in array.object { write(letter, to: &$0) } } })
        }
    }

    private func showing(_ letters: [Letter]) throws(RequestRefusal) -> CursorDecision {
        guard letters.count <= Self.shownAtOnce else {
            throw RequestRefusal(
                "\(letters.count) are too many to show whole at once; name at most \(Self.shownAtOnce)")
        }
        return CursorDecision { answer in
            answer.member(
                "dead_letters",
                array: { array in
                    for letter in letters {
                        array.object {
                            write(letter, to: &$0)
                            if let event = outbox.events[letter.key.event] { $0.member("json", raw: event.event.json) }
                        }
                    }
                })
        }
    }

    private func write(_ letter: Letter, to writer: inout JSONWriter) {
        let owed = outbox.events[letter.key.event]
        let event = owed.flatMap { try? Event($0.event) }
        writer.member("event", owed?.event.id ?? "")
        writer.member("sink", letter.key.sink)
        writer.member("at", letter.value.at.description)
        writer.member("attempts", letter.value.attempts)
        writer.member("reason", letter.value.reason)
        writer.member("type", ifPresent: event?.type)
        writer.member("severity", ifPresent: event?.severity?.rawValue)
        writer.member("title", event.map { MessageRenderer().message(for: $0).headline } ?? "")
    }

    private func exhuming(_ letters: [Letter], again: Bool) -> [CursorRecord] {
        Dictionary(grouping: letters, by: \.key.sink).sorted { $0.key < $1.key }.map { sink, letters in
            .exhumed(sink: sink, events: letters.map(\.key.event).sorted(), again: again)
        }
    }
}
