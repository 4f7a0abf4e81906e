import BridgeCore
import Testing

@Suite struct HistoryTests {
    private var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))

    private mutating func owe(_ number: UInt64, to sinks: [String] = ["a"], bytes: Int = 2) throws {
        let json = Array(repeating: UInt8(ascii: " "), count: bytes - 2) + Array("{}".utf8)
        let event = EncodedEvent(id: "e\(number)", json: json)
        try cursor.apply(.event(OwedEvent(number: number, event: event, order: number, sinks: sinks)))
    }

    private mutating func fail(_ number: UInt64, _ count: ClosedRange<Int>, at sink: String = "a") throws {
        for attempt in count {
            let attempts = Attempts(count: attempt, trying: .zero, reason: "\(attempt)", at: .start)
            try cursor.apply(.attempted(DeliveryKey(event: number, sink: sink), attempts))
        }
    }

    private mutating func settle(_ number: UInt64, _ how: Settlement, at sink: String = "a") throws {
        try cursor.apply(.settled(sink: sink, events: [number], how, at: .start + .seconds(5)))
    }

    private var remembered: [EventHistory] { cursor.recentEvents(atMost: .max) }

    private func delivery(_ sink: String = "a") throws -> DeliveryHistory {
        try #require(remembered.first?.deliveries.first { $0.sink == sink })
    }

    @Test mutating func theLastThousandAreKept() throws {
        for number: UInt64 in 1...1003 {
            try owe(number)
            try settle(number, .delivered)
        }
        #expect(cursor.outbox.history.count == 1000)
        #expect(remembered.map(\.number) == (4...1003).reversed())
    }

    @Test mutating func noMoreThanFourMebibytesAreKept() throws {
        for number: UInt64 in 1...200 {
            try owe(number, bytes: 60_000)
            try settle(number, .delivered)
        }
        let bytes = remembered.reduce(0) { $0 + $1.event.json.count }
        #expect(bytes <= 4 << 20 && bytes > 4 << 20 - 130_000)
        #expect(remembered.first?.number == 200)
    }

    /// The oldest by when it ended: what was stuck for long is news when it goes out.
    @Test mutating func whatEndedLastIsKeptLongest() throws {
        try owe(1)
        for number: UInt64 in 2...1001 {
            try owe(number)
            try settle(number, .delivered)
        }
        try settle(1, .delivered)
        #expect(remembered.last?.number == 1)
        #expect(!remembered.contains { $0.number == 2 })
    }

    @Test mutating func everyWayToEndIsRemembered() throws {
        let letter = DeadLetter(reason: "410", attempts: 3, at: .start)
        let ways: [Settlement] = [
            .delivered, .digested(by: "d"), .superseded(by: "e"), .suppressed(rule: "r"), .dead(letter),
        ]
        for (number, way) in ways.enumerated() {
            try owe(UInt64(number + 1))
            try settle(UInt64(number + 1), way)
        }
        #expect(remembered.reversed().map(\.deliveries[0].state) == ways.map { .ended($0) })
        #expect(remembered.reversed().map(\.deliveries[0].attempts) == [1, 1, 0, 0, 3])
        #expect(remembered.map(\.deliveries[0].at) == [.start] + Array(repeating: .start + .seconds(5), count: 4))
    }

    @Test mutating func theLastAttemptsThatFailedAreRemembered() throws {
        try owe(1)
        try fail(1, 1...12)
        #expect(try delivery().state == .retrying)
        #expect(try delivery().failures.map(\.attempt) == Array(5...12))
        #expect(try (delivery().attempts, delivery().at) == (12, .start))
        try settle(1, .delivered)
        #expect(try delivery().failures.map(\.reason) == (5...12).map(String.init))
        #expect(try delivery().attempts == 13)
    }

    @Test mutating func whatADeadLetterSaysIsItsLastFailure() throws {
        try owe(1)
        try fail(1, 1...2)
        let letter = DeadLetter(reason: "gave up", attempts: 3, at: .start + .seconds(1))
        try settle(1, .dead(letter))
        #expect(try delivery().failures.map(\.reason) == ["1", "2", "gave up"])
        #expect(try (delivery().attempts, delivery().at) == (3, letter.at))
    }

    /// It waits for one sink still, and the other one's end is known.
    @Test mutating func anEventThatIsStillOwedTellsHowItEndedElsewhere() throws {
        try owe(1, to: ["b", "a"])
        try settle(1, .delivered)
        #expect(cursor.outbox.history.count == 0)
        #expect(try delivery("a").state == .ended(.delivered))
        #expect(try delivery("b").state == .waiting)
        #expect(remembered.first?.owedTo == ["b"])
    }

    @Test mutating func aDeadLetterThatIsSentAgainHasNotEnded() throws {
        try owe(1)
        try settle(1, .dead(DeadLetter(reason: "410", attempts: 1, at: .start)))
        try cursor.apply(.exhumed(sink: "a", events: [1], again: true))
        #expect(try delivery().state == .waiting)
        #expect(try delivery().isReplay)
        try settle(1, .delivered)
        #expect(try delivery().state == .ended(.delivered))
    }

    @Test mutating func aDeadLetterThatWasLetGoIsRemembered() throws {
        try owe(1)
        try settle(1, .dead(DeadLetter(reason: "410", attempts: 1, at: .start)))
        try cursor.apply(.exhumed(sink: "a", events: [1], again: false))
        #expect(cursor.outbox.deadLetters.isEmpty && cursor.outbox.history.count == 1)
        #expect(try delivery().state.word == "dead")
    }

    /// However many deliveries fail, only so many failures are held, and each delivery keeps its last.
    @Test mutating func failuresAreBounded() throws {
        for number: UInt64 in 1...1000 {
            try owe(number)
            try fail(number, 1...8)
        }
        let failures = remembered.flatMap(\.deliveries).map(\.failures)
        #expect(failures.reduce(0) { $0 + $1.count } <= 5000)
        #expect(failures.allSatisfy { $0.last?.attempt == 8 })
        #expect(failures.contains { $0.count == 8 } && failures.contains { $0.count == 1 })
        #expect(CursorImage(try restored()) == CursorImage(cursor))
    }

    @Test mutating func whatIsHeldForAnEventThatIsOwedElsewhereIsBoundedToo() throws {
        for number: UInt64 in 1...1000 {
            try owe(number, to: ["a", "stuck"])
            try fail(number, 1...8)
            try settle(number, number % 2 == 0 ? .delivered : .dead(DeadLetter(reason: "x", attempts: 9, at: .start)))
        }
        let failures = remembered.flatMap(\.deliveries).map(\.failures)
        #expect(failures.reduce(0) { $0 + $1.count } <= 5000)
        #expect(CursorImage(try restored()) == CursorImage(cursor))
    }

    private func restored() throws -> Cursor {
        var reader = CheckpointReader()
        for line in CheckpointWriter(cursor, previous: nil).flatMap({ $0 }).split(separator: 0x0A) {
            try reader.read(line)
        }
        return try reader.finish()
    }
}
