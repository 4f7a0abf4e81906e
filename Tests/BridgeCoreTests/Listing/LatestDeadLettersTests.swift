import BridgeCore
import Testing

@Suite struct LatestDeadLettersTests {
    private var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))

    /// Of nine events each was given up a minute before the one before it.
    init() throws {
        for number: UInt64 in 1...9 {
            let json = #"{"specversion":"1.0","id":"e\#(number)","type":"t","source":"/s","data":{}}"#
            let event = EncodedEvent(id: "e\(number)", json: Array(json.utf8))
            try cursor.apply(.event(OwedEvent(number: number, event: event, order: number, sinks: ["siem"])))
            let letter = DeadLetter(
                reason: "410 gone", attempts: Int(number), at: .start + .seconds(-60 * Int64(number)))
            try cursor.apply(.settled(sink: "siem", events: [number], .dead(letter)))
        }
    }

    private func listed(_ limit: Int) throws -> [JSONValue] {
        try LatestDeadLetters(atMost: limit, of: cursor).items.map { try JSONValue(parsing: $0) }
    }

    @Test func theLatestComesFirst() throws {
        #expect(try listed(3).compactMap { $0["event"]?.string } == ["e1", "e2", "e3"])
        #expect(try listed(20).count == 9)
    }

    @Test func aLetterIsToldWithItsEvent() throws {
        let letter = try #require(try listed(1).first)
        #expect(letter["sink"]?.string == "siem")
        #expect(letter["reason"]?.string == "410 gone")
        #expect(letter["json"]?["id"]?.string == "e1")
    }
}
