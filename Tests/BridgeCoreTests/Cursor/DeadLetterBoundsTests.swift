import BridgeCore
import Testing

@Suite struct DeadLetterBoundsTests {
    /// A dead letter of each age in days, the first of event 1.
    private func outbox(ages: [Int], now: Timestamp) throws -> Outbox {
        var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))
        for (index, age) in ages.enumerated() {
            let number = UInt64(index + 1)
            let event = EncodedEvent(id: "e\(number)", json: Array("{}".utf8))
            try cursor.apply(.event(OwedEvent(number: number, event: event, order: number, sinks: ["s"])))
            let letter = DeadLetter(reason: "", attempts: 1, at: now + .seconds(-age * 86_400))
            try cursor.apply(.settled(sink: "s", events: [number], .dead(letter)))
        }
        return cursor.outbox
    }

    private func excess(_ ages: [Int], count: Int = 100) throws -> [DeadLetterBounds.Excess] {
        var bounds = DeadLetterBounds()
        bounds.count = count
        return bounds.excess(in: try outbox(ages: ages, now: .start), at: .start)
    }

    @Test func withinTheBoundsNothingIsLetGo() throws {
        #expect(try excess([90, 3, 0]).isEmpty)
    }

    @Test func whatIsTooOldIsLetGo() throws {
        #expect(try excess([91, 3, 200]) == [.init(sink: "s", reason: .tooOld, events: [1, 3])])
    }

    @Test func ofTooManyTheOldestAreLetGo() throws {
        #expect(try excess([1, 5, 3, 2], count: 2) == [.init(sink: "s", reason: .tooMany, events: [2, 3])])
    }

    @Test func whatIsTooOldDoesNotCountTwice() throws {
        #expect(try excess([91, 2, 1], count: 2) == [.init(sink: "s", reason: .tooOld, events: [1])])
    }

    @Test func theDefaultsAreTenThousandAndNinetyDays() {
        #expect(DeadLetterBounds().count == 10_000)
        #expect(DeadLetterBounds().age == .seconds(90 * 86_400))
    }
}
