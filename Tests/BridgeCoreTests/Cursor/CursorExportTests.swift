import BridgeCore
import Testing

@Suite struct CursorExportTests {
    @Test func findingsAndEventsAreLinesOfJSON() throws {
        var watched = Watched()
        try watched.poll(["a": "pass", "b": "failed"])
        try watched.poll(["a": "failed", "b": "failed"])
        let letter = DeadLetter(reason: "410", attempts: 1, at: .start)
        try watched.cursor.apply(.settled(sink: "siem", events: [1], .dead(letter)))
        let lines = try CursorExport(watched.cursor).map { try JSONValue(parsing: $0) }
        #expect(lines.map { $0["record"]?.string } == ["finding", "finding", "event", "event", "sample"])
        #expect(lines[0]["finding"]?["key"]?.string == "prod-risk/a")
        #expect(lines[0]["finding"]?["title"]?.string == "A title")
        #expect(lines[0]["revision"]?.integer == 1)
        #expect(lines[2]["dead_letters"]?.array?.first?["reason"]?.string == "410")
        #expect(lines[2]["owed_to"]?.array == [])
        #expect(lines[2]["deliveries"]?.array?.first?["state"]?.string == "dead")
        #expect(lines[3]["owed_to"]?.array == [.string("siem")])
        #expect(lines[3]["event"]?["specversion"]?.string == "1.0")
        #expect(lines[4]["open"]?["high"]?.integer == 0)
    }

    @Test func whatWasToldIsExportedToo() throws {
        var watched = Watched()
        try watched.poll(["a": "failed"])
        try watched.cursor.apply(.settled(sink: "siem", events: [1], .delivered, at: .start))
        let lines = try CursorExport(watched.cursor).map { try JSONValue(parsing: $0) }
        let event = try #require(lines.first { $0["record"]?.string == "event" })
        #expect(event["owed_to"]?.array == [])
        #expect(event["deliveries"]?.array?.first?["at"]?.string == "2026-01-02T03:04:05Z")
    }
}
