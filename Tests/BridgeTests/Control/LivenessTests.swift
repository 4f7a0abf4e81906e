import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LivenessTests {
    private let state: StateFixture
    private let clock = ManualClock()

    init() throws {
        state = try StateFixture()
    }

    /// Calls `body` with the liveness of a service whose one source is never polled by itself.
    private func withLiveness(_ body: @Sendable (Liveness, PollWatch) async -> Void) async throws {
        let watch = PollWatch([ScriptedSource(VirtualTime(), .hang).watched()], time: clock)
        try await state.withStore { store in
            let deliverer = Deliverer(
                [], from: store, router: .all(), time: clock, random: StateFixture.random, log: state.log)
            await body(Liveness(polls: watch, store: store, deliverer: deliverer, time: clock), watch)
        }
    }

    @Test func itIsReadyWhenEverySourceWasPolledOnceHoweverThatEnded() async throws {
        try await withLiveness { liveness, watch in
            #expect(await liveness.unready() == ["source risk was not polled yet"])
            watch.observe(.pollEnded(source: "risk", .failed(.sample), took: .zero))
            #expect(await liveness.unready() == [])
        }
    }

    @Test func aLoopThatIsStuckIsNamed() async throws {
        try await withLiveness { [clock] liveness, _ in
            #expect(await liveness.stuck() == [])
            clock.move(.seconds(100_000))
            #expect(await liveness.stuck() == ["source risk is not polled any more"])
        }
    }
}
