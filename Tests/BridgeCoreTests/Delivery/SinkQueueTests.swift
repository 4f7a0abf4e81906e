import BridgeCore
import Testing

@Suite struct SinkQueueTests {
    private var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))
    private var queue: SinkQueue? { cursor.outbox.queues["a"] }

    private mutating func owe(_ numbers: ClosedRange<UInt64>) throws {
        for number in numbers {
            let event = EncodedEvent(id: "e\(number)", json: Array("{}".utf8))
            try cursor.apply(.event(OwedEvent(number: number, event: event, order: number, sinks: ["a"])))
        }
    }

    private mutating func settle(_ numbers: UInt64..., as how: Settlement = .delivered) throws {
        try cursor.apply(.settled(sink: "a", events: numbers, how))
    }

    @Test mutating func theOldestIsTheFirstThatIsStillOwed() throws {
        try owe(1...4)
        try settle(2)
        #expect(queue?.oldest == 1)
        try settle(1)
        #expect(queue?.oldest == 3)
        try settle(3, 4)
        #expect(queue?.oldest == nil)
        #expect(queue?.owed == 0)
    }

    @Test mutating func whatIsStuckStaysTheOldestHoweverManyPass() throws {
        for first in stride(from: UInt64(1), to: 2000, by: 100) {
            try owe(first...(first + 99))
            for number in first...(first + 99) where number > 1 { try settle(number) }
        }
        #expect(queue?.oldest == 1)
        #expect(queue?.owed == 1)
    }

    @Test mutating func deadLettersAreCountedUntilTheyAreLetGo() throws {
        let letter = DeadLetter(reason: "410", attempts: 1, at: .start)
        try owe(1...3)
        try settle(1, 2, as: .dead(letter))
        #expect(queue?.dead == 2)
        try cursor.apply(.exhumed(sink: "a", events: [1, 7], again: false))
        #expect(queue?.dead == 1)
        try cursor.apply(.exhumed(sink: "a", events: [2], again: true))
        #expect(queue?.dead == 0)
        #expect(queue?.owed == 2)
    }

    @Test mutating func whatIsSentAgainIsNotTheOldest() throws {
        try owe(1...2)
        try settle(1, as: .dead(DeadLetter(reason: "410", attempts: 1, at: .start)))
        try cursor.apply(.exhumed(sink: "a", events: [1], again: true))
        #expect(queue?.oldest == 2)
    }
}
