import Bridge
import BridgeCore
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ControllerTests {
    private let state: StateFixture

    init() throws {
        state = try StateFixture()
    }

    private func json(_ answer: ControlAnswer) throws -> JSONValue {
        guard case .done(let bytes) = answer else { throw RequestRefusal("\(answer)") }
        return try JSONValue(parsing: bytes)
    }

    @Test func whatIsDroppedStaysDropped() async throws {
        try await state.withStore { store in
            try await store.note(
                [.event(StateFixture.event(1)), .settled(sink: "siem", events: [1], .dead(StateFixture.letter))],
                isUrgent: true)
            let drop = ControlRequest.deadLetters(.drop, DeadLetterSelection(all: true))
            let answer = await Controller(store, sinks: ["siem"]).answer(drop)
            #expect(try json(answer)["dropped"]?.integer == 1)
        }
        let outbox = try await #require(state.load()).outbox
        #expect(outbox.deadLetters.isEmpty)
        #expect(outbox.owed(to: "chat").count == 1)
    }

    /// The lane hears of it at once, and of its own order.
    @Test func whatIsReplayedReachesTheLane() async throws {
        let events = try await state.withStore { store in
            try await store.note(
                [.event(StateFixture.event(1)), .settled(sink: "siem", events: [1], .dead(StateFixture.letter))],
                isUrgent: true)
            let (stream, continuation) = AsyncStream<[OwedEvent]>.makeStream()
            let supply = await store.supply("siem") { continuation.yield($0) }
            #expect(supply.events.isEmpty)
            let replay = ControlRequest.deadLetters(.replay, DeadLetterSelection(all: true))
            _ = try json(await Controller(store, sinks: ["siem"]).answer(replay))
            return await stream.first { _ in true }
        }
        #expect(events?.map(\.number) == [1])
        #expect(events?.first?.order != 1)
        #expect(try await #require(state.load()).outbox.owed(to: "siem") == events)
    }

    @Test func aCheckpointIsWrittenWhenAskedFor() async throws {
        try await state.withStore { store in
            try await store.note([.event(StateFixture.event(1))], isUrgent: true)
            let before = await store.snapshot.identity.checkpoint
            let answer = await Controller(store, sinks: []).answer(.compact)
            #expect(try json(answer)["compacted"]?.bool == true)
            #expect(await store.snapshot.identity.checkpoint != before)
        }
        #expect(try await #require(state.load()).outbox.events.count == 1)
    }

    @Test func aTestGoesThroughTheServicesOwnSink() async throws {
        try await state.withStore { store in
            let deliverer = deliverer(store, .rejected(reason: "401 no", scope: .sink))
            let controller = Controller(store, sinks: ["siem"], deliverer: deliverer)
            let answer = try json(await controller.answer(.test(sink: "siem", fingerprint: "place")))
            #expect(SinkTestResult(json: answer)?.outcome == .rejected(reason: "401 no", scope: .sink))
            #expect(answer["endpoint"]?.string == "https://a/***")
            #expect(answer["resumed"]?.bool == false)
        }
    }

    /// A new URL was put into its file while the service ran.
    @Test func whereASinkSendsNowIsWhatCounts() async throws {
        let place = Mutex("old")
        let sink = AnsweringSink(outcome: .delivered, place: { place.withLock { $0 } })
        try await state.withStore { store in
            let controller = Controller(store, sinks: ["siem"], deliverer: deliverer(store, sink))
            place.withLock { $0 = "new" }
            let answer = try json(await controller.answer(.test(sink: "siem", fingerprint: "new")))
            #expect(SinkTestResult(json: answer)?.outcome == .delivered)
            guard case .refused = await controller.answer(.test(sink: "siem", fingerprint: "old")) else {
                Issue.record("the old place was tested")
                return
            }
        }
    }

    @Test(arguments: [("siem", "elsewhere"), ("typo", "place")])
    func anotherPlaceOrSinkIsNotTested(sink: String, place: String) async throws {
        try await state.withStore { store in
            let controller = Controller(store, sinks: ["siem"], deliverer: deliverer(store, .delivered))
            let answer = await controller.answer(.test(sink: sink, fingerprint: place))
            guard case .refused = answer else {
                Issue.record("\(answer)")
                return
            }
        }
    }

    @Test func lookingChangesNothing() async throws {
        try await state.withStore { try await $0.note([.event(StateFixture.event(1))], isUrgent: true) }
        let cursor = try await #require(state.load())
        let controller = ReadOnlyController(cursor)
        #expect(controller.answer(.show) != nil)
        #expect(controller.answer(.deadLetters(.list, DeadLetterSelection())) != nil)
        #expect(controller.answer(.deadLetters(.drop, DeadLetterSelection(all: true))) == nil)
        #expect(controller.answer(.compact) == nil)
    }

    @Test func healthIsOfAServiceOnly() async throws {
        try await state.withStore { store in
            let deliverer = deliverer(store, .delivered)
            let watch = PollWatch([], time: SystemTime())
            let liveness = Liveness(polls: watch, store: store, deliverer: deliverer, time: SystemTime())
            let controller = Controller(store, sinks: [], deliverer: deliverer, liveness: liveness)
            let health = try json(await controller.answer(.health))
            #expect(health["stuck"]?.array?.isEmpty == true)
            let answer = await Controller(store, sinks: []).answer(.health)
            #expect(answer == .refused("no service is running"))
        }
    }

    private func deliverer(_ store: CursorStore, _ outcome: Outcome) -> Deliverer {
        deliverer(store, AnsweringSink(outcome: outcome))
    }

    private func deliverer(_ store: CursorStore, _ sink: AnsweringSink) -> Deliverer {
        Deliverer(
            [sink.destination("siem")], from: store,
            router: Router(root: Route(sinks: ["siem"])), time: SystemTime(), random: StateFixture.random,
            log: state.log)
    }
}
