import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite struct DelivererTests {
    private let run = VirtualRun()

    /// Commits `events`, delivers for `duration`, and returns what is known then.
    @discardableResult
    private func deliver(
        _ events: [OwedEvent], to sinks: [(SinkTraits, ScriptedSink)], for duration: Duration = .seconds(100)
    ) throws -> Cursor {
        let destinations = sinks.map { Deliverer.Destination(sink: $1, traits: $0) }
        return try run { [run] in
            let store = try await run.store()
            let deliverer = Deliverer(
                destinations, from: store, router: .all("a", "b"), time: run.time,
                random: { run.dice.next() }, log: .silent)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                group.addTask { await deliverer.run() }
                try? await store.note(events.map { .event($0) }, isUrgent: true)
                await run.time.pass(duration)
                await deliverer.stop()
                await deliverer.abandon()
                await run.time.pass(.seconds(1))
                await store.close()
            }
            return await store.snapshot
        }
    }

    private func types(_ cursor: Cursor, owedTo sink: String) throws -> [String] {
        try cursor.outbox.owed(to: sink).map { try Event($0.event).type }
    }

    @Test func whatIsOwedIsDeliveredAndSettled() throws {
        let sink = ScriptedSink(run.time)
        let cursor = try deliver([.sample(1), .sample(2)], to: [(.sample("a"), sink)])
        #expect(sink.ids == ["e1", "e2"])
        #expect(cursor.outbox.events.isEmpty)
    }

    @Test func aSinkThatHangsHoldsUpNobody() throws {
        let (good, bad) = (ScriptedSink(run.time), ScriptedSink(run.time) { _ in .hang })
        try deliver(
            (1...20).map { .sample($0, about: "\($0)", to: ["a", "b"]) },
            to: [(.sample("a"), good), (.sample("b"), bad)])
        #expect(good.ids.count == 20)
        #expect(Set(bad.ids).count == 4, "its concurrency")
    }

    @Test func aStuckFindingHoldsUpNoOther() throws {
        let sink = ScriptedSink(run.time) { $0.id == "e1" ? .outcome(.retry(reason: "no")) : .outcome(.delivered) }
        let cursor = try deliver(
            [.sample(1, about: "x"), .sample(2, about: "x"), .sample(3, about: "y")], to: [(.sample("a"), sink)])
        #expect(cursor.outbox.owed(to: "a").map(\.number) == [1, 2])
        #expect(!sink.ids.contains("e2"))
    }

    @Test func aPausedSinkIsToldOfThroughTheOthersOnly() throws {
        let (good, bad) = (
            ScriptedSink(run.time), ScriptedSink(run.time) { _ in .outcome(.rejected(reason: "gone", scope: .sink)) }
        )
        let cursor = try deliver([.sample(1, to: ["b"])], to: [(.sample("a"), good), (.sample("b"), bad)])
        #expect(good.ids.count == 1)
        #expect(try types(cursor, owedTo: "b") == ["t"])
        #expect(bad.ids == ["e1"])
    }

    @Test func aSinkThatFailsAndRecoversIsToldOfTwice() throws {
        let run = self.run
        let bad = ScriptedSink(run.time) { _ in
            .outcome(run.time.uptime() < .seconds(3000) ? .retry(reason: "no") : .delivered)
        }
        let good = ScriptedSink(run.time)
        try deliver(
            (1...6).map { .sample($0, about: "\($0)", to: ["b"]) }, to: [(.sample("a"), good), (.sample("b"), bad)],
            for: .seconds(20_000))
        #expect(good.ids.count == 2)
    }

    @Test func sinksOfOneDestinationShareItsRate() throws {
        let rate = RateLimit(limit: 5, per: .seconds(1000))
        let sinks = ["a", "b"].map { (SinkTraits.sample($0, to: "robot", rate: rate), ScriptedSink(run.time)) }
        try deliver((1...20).map { .sample($0, about: "\($0)", to: ["a", "b"]) }, to: sinks, for: .seconds(10))
        #expect(sinks.map(\.1.ids.count).reduce(0, +) == 5)
    }

    @Test func whatIsRefusedIsADeadLetterWithTheReceiversWords() throws {
        let sink = ScriptedSink(run.time) { _ in .outcome(.rejected(reason: "too ugly")) }
        let cursor = try deliver([.sample(1)], to: [(.sample("a"), sink)])
        #expect(cursor.outbox.deadLetters[DeliveryKey(event: 1, sink: "a")]?.reason == "too ugly")
    }
}
