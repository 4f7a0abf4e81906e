import Bridge
import BridgeCore
import Testing

@Suite struct OutageWatchTests {
    private var watch = OutageWatch(after: 3)
    private let now = Timestamp(seconds: 1000)

    private func outage(_ failures: Int) -> SourceState.Outage { .init(since: now, failures: failures) }

    @Test mutating func anOutageIsNewsAfterSoManyFailuresInARow() {
        #expect(watch.note(.sample, known: .working, at: now).health == .faltering(outage(1)))
        let second = watch.note(.sample, known: .faltering(outage(1)), at: now + .seconds(60))
        #expect(second.health == .faltering(outage(2)))
        let third = watch.note(.sample, known: .faltering(outage(2)), at: now + .seconds(120))
        #expect(third.health == .failing(.sample, failures: 3, since: now))
    }

    /// As under `--once`, where each poll is a process of its own.
    @Test func theCountGoesOnWhereAnotherProcessLeftOff() {
        var fresh = OutageWatch(after: 3)
        let (line, health) = fresh.note(.sample, known: .faltering(outage(2)), at: now + .seconds(9))
        #expect(health == .failing(.sample, failures: 3, since: now))
        #expect(line == .failed(.sample, failures: 3))
    }

    @Test mutating func aFailureThatCouldNotBeSavedCountsAllTheSame() {
        for _ in 0..<2 { _ = watch.note(.sample, known: .working, at: now) }
        let third = watch.note(.sample, known: .working, at: now + .seconds(60))
        #expect(third.health == .failing(.sample, failures: 3, since: now))
    }

    @Test func theFirstFailureIsNewsWhereOneIsEnough() {
        var watch = OutageWatch(after: 1)
        let (_, health) = watch.note(.sample, known: .working, at: now)
        #expect(health == .failing(.sample, failures: 1, since: now))
    }

    @Test mutating func oneGoodPollBeginsTheCountAnew() {
        for known in [SourceState.Health.working, .faltering(outage(1))] {
            _ = watch.note(.sample, known: known, at: now)
        }
        #expect(watch.note(nil, known: .faltering(outage(2)), at: now).health == .steady)
        #expect(watch.note(.sample, known: .working, at: now).health == .faltering(outage(1)))
    }

    @Test mutating func anOutageIsToldOnce() {
        for _ in 0..<5 { #expect(watch.note(.sample, known: .failing(outage(3)), at: now).health == nil) }
    }

    @Test mutating func itsEndTellsOfAllItsFailures() {
        for _ in 0..<2 { _ = watch.note(.sample, known: .failing(outage(3)), at: now) }
        #expect(watch.note(nil, known: .failing(outage(3)), at: now).health == .recovered(outage(5)))
    }

    @Test mutating func itsEndIsToldAlsoAfterARestart() {
        let (line, health) = watch.note(nil, known: .failing(outage(7)), at: now + .seconds(9))
        #expect(health == .recovered(outage(7)))
        #expect(line == .recovered(failures: 0))
    }

    @Test mutating func theEndOfWhatWasNeverToldIsOnlyALine() {
        _ = watch.note(.sample, known: .working, at: now)
        let (line, health) = watch.note(nil, known: .faltering(outage(1)), at: now)
        #expect(health == .steady)
        #expect(line == .recovered(failures: 1))
    }

    @Test mutating func whatGoesWellSaysNothing() {
        let (line, health) = watch.note(nil, known: .working, at: now)
        #expect(health == nil)
        #expect(line == .none)
    }

    @Test mutating func theLogSaysTheSameFailureOnce() {
        #expect(watch.note(.sample, known: .working, at: now).line == .failed(.sample, failures: 1))
        #expect(watch.note(.sample, known: .faltering(outage(1)), at: now).line == .none)
        var other = SourceError.sample
        other.code = "Throttling"
        #expect(watch.note(other, known: .faltering(outage(2)), at: now).line == .failed(other, failures: 3))
    }
}
