import BridgeCore
import Testing

@Suite struct CursorQuarantineTests {
    private func replacement(sinks: [String]) -> Cursor {
        Cursor.replacing(
            damaged: JournalFlaw(line: 3, byte: 99, reason: "no line of ours"), of: "cursor.journal",
            movedTo: ["cursor.journal.quarantined-1"], lineage: "new", router: Router(root: Route(sinks: sinks)),
            at: .start)
    }

    @Test func theNewCursorOwesEverybodyTheNews() throws {
        let owed = replacement(sinks: ["siem", "chat"]).outbox.owed(to: "chat")
        let event = try Event(try #require(owed.first).event)
        #expect(owed.count == 1)
        #expect(event.type == "io.checkbridge.cursor.quarantined")
        #expect(event.source == "/cursor")
        #expect(event.severity == .high)
        #expect(event.data["line"]?.integer == 3)
        #expect(event.data["byte"]?.integer == 99)
        #expect(event.data["moved"]?.array == [.string("cursor.journal.quarantined-1")])
    }

    @Test func peopleCanReadIt() throws {
        let owed = try #require(replacement(sinks: ["chat"]).outbox.owed(to: "chat").first)
        let message = MessageRenderer().message(for: .event(owed.event))
        #expect(message.headline.contains("damaged"))
        #expect(message.mark == .trouble)
    }

    @Test func whereNobodyIsToldNothingIsOwed() {
        #expect(replacement(sinks: []).outbox.events.isEmpty)
    }
}
