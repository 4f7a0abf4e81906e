import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite struct LaneRunnerTests {
    private let run: VirtualRun

    init() { run = VirtualRun() }

    private init(run: VirtualRun) { self.run = run }

    /// Runs one lane while `body` commits to its store; returns what is known at the end.
    private func lane(
        _ traits: LaneTraits, to sink: ScriptedSink, _ body: @escaping @Sendable (CursorStore) async throws -> Void
    ) throws -> Cursor {
        try run { [run] in
            let store = try await run.store()
            let lane = LaneRunner(
                traits, to: sink, through: RateGate(nil, at: .zero), store: store, time: run.time,
                random: { run.dice.next() }, log: .silent
            ) { _ in }
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                group.addTask { await lane.run() }
                try await body(store)
                await lane.stop()
                await run.time.pass(.seconds(10))
                await store.close()
                try await group.waitForAll()
                return await store.snapshot
            }
        }
    }

    @Test(arguments: UInt64(0)..<20)
    func whatABacklogGivesUpIsNotSentToo(seed: UInt64) throws {
        let run = VirtualRun(seed: seed)
        var traits = LaneTraits(sink: "a")
        (traits.concurrency, traits.maximumBacklog) = (1, 3)
        let sink = ScriptedSink(run.time)
        let cursor = try LaneRunnerTests(run: run).lane(traits, to: sink) { store in
            for burst in 0..<5 {
                let numbers = (1...6).map { UInt64(burst * 6 + $0) }
                try await store.note(numbers.map { .event(.sample($0, about: "\($0)")) }, isUrgent: true)
            }
            await run.time.pass(.seconds(100))
        }
        let dead = Set(cursor.outbox.deadLetters.keys.map { "e\($0.event)" })
        #expect(!dead.isEmpty)
        #expect(dead.isDisjoint(with: sink.ids))
        #expect(dead.count + sink.ids.count == 30)
    }

    @Test func aLaneThatIsStoppedSendsNothingNew() throws {
        let sink = ScriptedSink(run.time)
        let cursor = try run { [run] in
            let store = try await run.store()
            let lane = LaneRunner(
                LaneTraits(sink: "a"), to: sink, through: RateGate(nil, at: .zero), store: store, time: run.time,
                random: { run.dice.next() }, log: .silent
            ) { _ in }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                group.addTask { await lane.run() }
                await run.time.pass(.seconds(1))
                await lane.stop()
                try? await store.note([.event(.sample(1))], isUrgent: true)
                await run.time.pass(.seconds(10))
                await store.close()
            }
            return await store.snapshot
        }
        #expect(sink.ids == [])
        #expect(cursor.outbox.backlog["a"] == 1)
    }

    @Test(arguments: UInt64(0)..<50)
    func whatBecomesOwedDuringTheStartGoesBehindWhatWasOwed(seed: UInt64) throws {
        let run = VirtualRun(seed: seed)
        let sink = ScriptedSink(run.time)
        try run {
            let store = try await run.store()
            let lane = LaneRunner(
                LaneTraits(sink: "a"), to: sink, through: RateGate(nil, at: .zero), store: store, time: run.time,
                random: { run.dice.next() }, log: .silent
            ) { _ in }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                try? await store.note([.event(.sample(1))], isUrgent: true)
                group.addTask { try? await store.note([.event(.sample(2))], isUrgent: true) }
                group.addTask { await lane.run() }
                for number in UInt64(3)...40 {
                    group.addTask {
                        try? await store.note([.event(.sample(number, about: "\(number)", to: ["b"]))], isUrgent: true)
                    }
                }
                await run.time.pass(.seconds(10))
                await lane.stop()
                await store.close()
            }
        }
        #expect(sink.ids == ["e1", "e2"])
    }

    @Test(arguments: UInt64(0)..<50)
    func itHasWhatACommitOwesItWhenTheCommitReturns(seed: UInt64) throws {
        let run = VirtualRun(seed: seed)
        let sink = ScriptedSink(run.time) { _ in .hang }
        let isIdle = try run {
            let store = try await run.store()
            let lane = LaneRunner(
                LaneTraits(sink: "a"), to: sink, through: RateGate(nil, at: .zero), store: store, time: run.time,
                random: { run.dice.next() }, log: .silent
            ) { _ in }
            return await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                group.addTask { await lane.run() }
                await run.time.pass(.seconds(1))
                try? await store.note([.event(.sample(1))], isUrgent: true)
                let isIdle = await lane.isIdle
                await lane.abandon()
                await run.time.pass(.seconds(1))
                await store.close()
                return isIdle
            }
        }
        #expect(!isIdle)
    }

    @Test func eventsOfOneFindingGoOneAfterAnother() throws {
        let sink = ScriptedSink(run.time)
        _ = try lane(LaneTraits(sink: "a"), to: sink) { [run] store in
            try await store.note((1...5).map { .event(.sample($0)) }, isUrgent: true)
            await run.time.pass(.seconds(100))
        }
        #expect(sink.ids == ["e1", "e2", "e3", "e4", "e5"])
    }
}
