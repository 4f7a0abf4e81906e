import BridgeCore
import Testing

@Suite struct OutboxTests {
    private var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))
    private var outbox: Outbox { cursor.outbox }

    private mutating func owe(_ number: UInt64, _ sinks: [String]) throws {
        let event = EncodedEvent(id: "e\(number)", json: Array("{}".utf8))
        try cursor.apply(.event(OwedEvent(number: number, event: event, order: 1, sinks: sinks)))
    }

    private let letter = DeadLetter(reason: "410", attempts: 1, at: .start)

    @Test mutating func anEventIsKeptUntilEverySinkHasSettledIt() throws {
        try owe(1, ["a", "b"])
        #expect(outbox.nextNumber == 2)
        #expect(outbox.backlog == ["a": 1, "b": 1])
        try cursor.apply(.settled(sink: "a", events: [1], .delivered))
        #expect(outbox.owed(to: "a").isEmpty)
        #expect(outbox.owed(to: "b").map(\.number) == [1])
        #expect(outbox.backlog == ["a": 0, "b": 1])
        try cursor.apply(.settled(sink: "b", events: [1], .digested(by: "d")))
        #expect(outbox.events.isEmpty)
        #expect(outbox.nextNumber == 2)
    }

    @Test mutating func whatIsGivenUpGoesToTheFallbackOnce() throws {
        try owe(1, ["a"])
        try cursor.apply(.settled(sink: "a", events: [1], .dead(letter)))
        try cursor.apply(.forwarded(sink: "b", events: [1, 7]))
        try cursor.apply(.forwarded(sink: "b", events: [1]))
        #expect(outbox.backlog == ["a": 0, "b": 1])
        #expect(outbox.deadLetters.keys.map(\.sink) == ["a"])
        try cursor.apply(.settled(sink: "b", events: [1], .delivered))
        try cursor.apply(.forwarded(sink: "b", events: [1]))
        #expect(outbox.backlog == ["a": 0, "b": 0])
    }

    @Test mutating func aSecondSettlementChangesNothing() throws {
        try owe(1, ["a", "b"])
        try cursor.apply(.settled(sink: "a", events: [1, 1, 7], .delivered))
        try cursor.apply(.settled(sink: "a", events: [1], .dead(letter)))
        #expect(outbox.deadLetters.isEmpty)
        #expect(outbox.backlog == ["a": 0, "b": 1])
    }

    @Test mutating func attemptsEndWithTheirDelivery() throws {
        try owe(1, ["a"])
        let key = DeliveryKey(event: 1, sink: "a")
        try cursor.apply(.attempted(key, Attempts(count: 3, trying: .seconds(9), reason: "503")))
        #expect(outbox.attempts[key]?.count == 3)
        try cursor.apply(.settled(sink: "a", events: [1], .delivered))
        #expect(outbox.attempts.isEmpty)
    }

    @Test mutating func aDeadLetterHoldsItsEvent() throws {
        try owe(1, ["a", "b"])
        for sink in ["a", "b"] { try cursor.apply(.settled(sink: sink, events: [1], .dead(letter))) }
        #expect(outbox.deadLetters.count == 2)
        #expect(outbox.events[1]?.sinks == [])
        try cursor.apply(.exhumed(sink: "a", events: [1], again: false))
        #expect(outbox.events.count == 1)
        try cursor.apply(.exhumed(sink: "b", events: [1], again: false))
        #expect(outbox.events.isEmpty && outbox.deadLetters.isEmpty)
    }

    @Test mutating func aDeadLetterIsSentAgain() throws {
        try owe(1, ["a"])
        try cursor.apply(.settled(sink: "a", events: [1], .dead(letter)))
        try cursor.apply(.exhumed(sink: "a", events: [1], again: true))
        #expect(outbox.owed(to: "a").map(\.number) == [1])
        #expect(outbox.backlog == ["a": 1])
        try cursor.apply(.exhumed(sink: "a", events: [1], again: true))
        #expect(outbox.events[1]?.sinks == ["a"])
        try cursor.apply(.settled(sink: "a", events: [1], .delivered))
        #expect(outbox.events.isEmpty)
    }

    @Test mutating func aDigestIsForgottenWithTheLastOfItsEvents() throws {
        for number: UInt64 in 1...3 { try owe(number, ["a", "b"]) }
        try cursor.apply(.digest(Digest(id: "d", sink: "a", events: [1, 2])))
        try cursor.apply(.settled(sink: "b", events: [1, 2, 3], .delivered))
        try cursor.apply(.settled(sink: "a", events: [1, 3], .superseded(by: "x")))
        #expect(outbox.digests.count == 1)
        try cursor.apply(.settled(sink: "a", events: [2], .digested(by: "d")))
        #expect(outbox.digests.isEmpty)
    }

    @Test mutating func whatIsOwedComesOldestFirst() throws {
        for number: UInt64 in [5, 2, 9] { try owe(number, ["a"]) }
        #expect(outbox.owed(to: "a").map(\.number) == [2, 5, 9])
        #expect(outbox.nextNumber == 10)
    }
}
