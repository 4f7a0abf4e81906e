import Bridge
import BridgeCore
import Synchronization
import TestSupport
import Testing

@Suite struct LaneRunnerTests {
    private let run: VirtualRun

    init() { run = VirtualRun() }

    private init(run: VirtualRun) { self.run = run }

    /// Runs one lane while `body` commits to its store; returns what is known at the end.
    private func lane(
        _ traits: LaneTraits, to sink: any Sink, _ body: @escaping @Sendable (CursorStore) async throws -> Void
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

    @Test func aSinkIsGivenWhatItRemembered() throws {
        var traits = LaneTraits(sink: "a")
        traits.remembers = true
        let seen = Mutex<[String?]>([])
        let sink = RememberingSink { delivery in
            seen.withLock { $0.append(delivery.memory) }
            return .keep("ticket of \(delivery.id)")
        }
        let cursor = try lane(traits, to: sink) { store in
            for number in 1...3 {
                try await store.note([.event(.sample(UInt64(number), about: "1"))], isUrgent: true)
            }
            await run.time.pass(.seconds(100))
        }
        #expect(seen.withLock { $0 } == [nil, "ticket of e1", "ticket of e2"])
        #expect(cursor.memories.texts(of: "a") == ["s": "ticket of e3"])
    }

    @Test func whatIsGivenUpIsOwedToTheFallback() throws {
        var traits = LaneTraits(sink: "a")
        traits.fallback = "b"
        let sink = ScriptedSink(run.time) { _ in .outcome(.rejected(reason: "no")) }
        let cursor = try lane(traits, to: sink) { store in
            try await store.note([.event(.sample(1)), .event(.sample(2, about: "2", to: ["a", "b"]))], isUrgent: true)
            await run.time.pass(.seconds(100))
        }
        #expect(cursor.outbox.deadLetters.count == 2)
        #expect(cursor.outbox.owed(to: "b").map(\.number) == [1, 2])
    }

    @Test func aReceiverIsToldAgainWhatItWouldForget() throws {
        var traits = LaneTraits(sink: "a")
        (traits.remembers, traits.renewal) = (true, .seconds(60))
        let sink = RememberingSink { _ in .keep("alert") }
        _ = try lane(traits, to: sink) { store in
            try await store.note([.event(.sample(1))], isUrgent: true)
            await run.time.pass(.seconds(200))
        }
        #expect(sink.renewed == [["alert"], ["alert"], ["alert"]])
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

/// Takes everything, and says what is to be remembered of it.
private final class RememberingSink: Sink {
    private let memory: @Sendable (Delivery) -> SinkMemory.Change
    private let log = Mutex<[[String]]>([])

    init(_ memory: @escaping @Sendable (Delivery) -> SinkMemory.Change) {
        self.memory = memory
    }

    var renewed: [[String]] { log.withLock { $0 } }

    func deliver(_ deliveries: [Delivery], report: @Sendable ([DeliveryReport]) async -> Void) async {
        await report(
            deliveries.enumerated().map { DeliveryReport(index: $0, outcome: .delivered, memory: memory($1)) })
    }

    func renew(_ memories: [String]) async { log.withLock { $0.append(memories) } }
}
