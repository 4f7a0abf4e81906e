import BridgeCore
import Testing

@Suite struct DeadLetterSelectionTests {
    private let sinks: Set = ["siem", "chat"]

    /// Three events, dead for both sinks.
    private func cemetery() throws -> Cursor {
        var watched = Watched()
        watched.router = Router(root: Route(sinks: ["siem", "chat"]))
        try watched.poll(["a": "pass", "b": "pass", "c": "pass"])
        try watched.poll(["a": "failed", "b": "failed", "c": "failed"])
        let numbers = watched.cursor.outbox.events.keys.sorted().suffix(3)
        for sink in sinks.sorted() {
            let letter = DeadLetter(reason: "410 gone", attempts: 2, at: .start)
            try watched.cursor.apply(.settled(sink: sink, events: Array(numbers), .dead(letter)))
        }
        return watched.cursor
    }

    private func ids(_ cursor: Cursor) -> [String] {
        Set(cursor.outbox.deadLetters.keys.map(\.event)).sorted().compactMap { cursor.outbox.events[$0]?.event.id }
    }

    private func left(
        _ action: DeadLetterAction, _ selection: DeadLetterSelection, of cursor: Cursor
    ) throws -> Cursor {
        var cursor = cursor
        for record in try cursor.deciding(action, on: selection, sinks: sinks).records { try cursor.apply(record) }
        return cursor
    }

    @Test func theListTellsWhatAndWhy() throws {
        let cursor = try cemetery()
        let answer = try cursor.deciding(.list, on: DeadLetterSelection(sink: "siem"), sinks: []).answer
        let letters = try #require(try JSONValue(parsing: answer)["dead_letters"]?.array)
        #expect(letters.count == 3)
        #expect(letters.first?["reason"]?.string == "410 gone")
        #expect(letters.first?["attempts"]?.integer == 2)
        #expect(letters.first?["title"]?.string?.contains("A title") == true)
    }

    @Test func whatIsShownIsTheWholeEvent() throws {
        let cursor = try cemetery()
        let selection = DeadLetterSelection(events: [ids(cursor)[0]], sink: "chat")
        let answer = try JSONValue(parsing: cursor.deciding(.show, on: selection, sinks: []).answer)
        #expect(answer["dead_letters"]?.array?.first?["json"]?["id"]?.string == ids(cursor)[0])
    }

    @Test func oneIsDroppedForOneSink() throws {
        let cursor = try cemetery()
        let selection = DeadLetterSelection(events: [ids(cursor)[1]], sink: "siem")
        let left = try left(.drop, selection, of: cursor)
        #expect(left.outbox.deadLetters.count == 5)
        #expect(left.outbox.events[2]?.sinks.isEmpty ?? true)
    }

    @Test func whatIsDroppedEverywhereIsForgotten() throws {
        let cursor = try cemetery()
        let left = try left(.drop, DeadLetterSelection(all: true), of: cursor)
        #expect(left.outbox.deadLetters.isEmpty)
        #expect(left.outbox.events.keys.sorted() == [1])
    }

    @Test func whatIsReplayedIsOwedOutsideTheOrder() throws {
        let cursor = try cemetery()
        let orders = Set(cursor.outbox.events.values.map(\.order))
        let left = try left(.replay, DeadLetterSelection(sink: "siem"), of: cursor)
        let again = left.outbox.owed(to: "siem").suffix(3)
        #expect(left.outbox.deadLetters.keys.allSatisfy { $0.sink == "chat" })
        #expect(again.count == 3)
        #expect(Set(again.map(\.order)).count == 3)
        #expect(orders.isDisjoint(with: again.map(\.order)))
    }

    @Test func aReplaySurvivesACheckpoint() throws {
        let cursor = try left(.replay, DeadLetterSelection(sink: "siem"), of: cemetery())
        var reader = CheckpointReader()
        for line in CheckpointWriter(cursor, previous: nil).flatMap({ $0 }).split(separator: 0x0A) {
            try reader.read(line)
        }
        let read = try reader.finish()
        #expect(read.outbox.owed(to: "siem") == cursor.outbox.owed(to: "siem"))
        #expect(CursorImage(read) == CursorImage(cursor))
    }

    @Test(arguments: [DeadLetterAction.show, .replay, .drop])
    func nothingIsDoneToAllByAccident(action: DeadLetterAction) throws {
        let cursor = try cemetery()
        #expect(throws: RequestRefusal.self) {
            try cursor.deciding(action, on: DeadLetterSelection(), sinks: sinks)
        }
    }

    @Test func oneWrongIDStopsEverything() throws {
        let cursor = try cemetery()
        let selection = DeadLetterSelection(events: [ids(cursor)[0], "typo"])
        let error = #expect(throws: RequestRefusal.self) { try cursor.deciding(.drop, on: selection, sinks: sinks) }
        #expect(error?.description.contains("typo") == true)
    }

    @Test func aSinkThatIsGoneGetsNoReplay() throws {
        let cursor = try cemetery()
        #expect(throws: RequestRefusal.self) {
            try cursor.deciding(.replay, on: DeadLetterSelection(all: true), sinks: ["siem"])
        }
    }
}
