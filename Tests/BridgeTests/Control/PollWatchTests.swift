import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite struct PollWatchTests {
    private let clock = ManualClock()
    private let result = PollResult.failed(.sample)

    private func watch(every: Duration) -> PollWatch {
        PollWatch([ScriptedSource(VirtualTime(), .hang).watched(every: every)], time: clock)
    }

    @Test func aSourceThatWasPolledIsNotWaitedFor() {
        let watch = watch(every: .seconds(60))
        #expect(watch.waiting == ["risk"])
        watch.observe(.pollBegan(source: "risk"))
        #expect(watch.waiting == ["risk"])
        watch.observe(.pollEnded(source: "risk", result, took: .seconds(1)))
        #expect(watch.waiting == [])
    }

    @Test func theFirstRoundEndsWhenEverySourceWasPolled() async {
        let watch = watch(every: .seconds(60))
        await withDiscardingTaskGroup { group in
            group.addTask {
                await watch.firstRound()
                #expect(watch.waiting == [])
            }
            watch.observe(.pollBegan(source: "risk"))
            await Task.yield()
            watch.observe(.pollEnded(source: "risk", result, took: .seconds(1)))
        }
    }

    @Test func nobodyWaitsForTheFirstRoundWhoIsCancelled() async {
        let watch = watch(every: .seconds(60))
        let waiter = Task { await watch.firstRound() }
        waiter.cancel()
        await waiter.value
        #expect(watch.waiting == ["risk"])
    }

    /// An hour of patience, and three intervals.
    @Test(arguments: [(Duration.seconds(60), 3779, 3781), (.seconds(7200), 25_199, 25_201)])
    func aLoopThatDoesNotTurnForLongIsStuck(every: Duration, fine: Int, late: Int) {
        let watch = watch(every: every)
        watch.observe(.pollBegan(source: "risk"))
        clock.move(.seconds(fine))
        #expect(watch.stuck == [])
        clock.move(.seconds(late - fine))
        #expect(watch.stuck == ["risk"])
    }

    @Test func pollsThatFailAreTurns() {
        let watch = watch(every: .seconds(60))
        for _ in 0..<100 {
            clock.move(.seconds(3000))
            watch.observe(.pollBegan(source: "risk"))
            watch.observe(.pollEnded(source: "risk", result, took: .seconds(1)))
        }
        #expect(watch.stuck == [])
    }

    @Test func whatNobodyConfiguredIsNotWatched() {
        let watch = watch(every: .seconds(60))
        watch.observe(.pollBegan(source: "other"))
        clock.move(.seconds(1_000_000))
        #expect(watch.stuck == ["risk"])
    }
}
