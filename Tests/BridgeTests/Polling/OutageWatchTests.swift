import Bridge
import BridgeCore
import Testing

@Suite struct OutageWatchTests {
    private var watch = OutageWatch(after: 3)
    private let now = Timestamp(seconds: 1000)

    @Test mutating func anOutageIsNewsAfterSoManyFailuresInARow() {
        #expect(watch.note(.sample, told: nil, at: now).health == nil)
        #expect(watch.note(.sample, told: nil, at: now + .seconds(60)).health == nil)
        let third = watch.note(.sample, told: nil, at: now + .seconds(120))
        #expect(third.health == .failing(.sample, failures: 3, since: now))
    }

    @Test mutating func oneGoodPollBeginsTheCountAnew() {
        for _ in 0..<2 { _ = watch.note(.sample, told: nil, at: now) }
        _ = watch.note(nil, told: nil, at: now)
        for _ in 0..<2 { #expect(watch.note(.sample, told: nil, at: now).health == nil) }
    }

    @Test mutating func anOutageIsToldOnce() {
        let told = SourceState.Outage(since: now, failures: 3)
        for _ in 0..<5 { #expect(watch.note(.sample, told: told, at: now).health == nil) }
    }

    @Test mutating func itsEndIsToldAlsoAfterARestart() {
        let told = SourceState.Outage(since: now, failures: 7)
        let (line, health) = watch.note(nil, told: told, at: now + .seconds(9))
        #expect(health == .recovered(told))
        #expect(line == .recovered(failures: 0))
    }

    @Test mutating func theEndOfWhatWasNeverToldIsOnlyALine() {
        _ = watch.note(.sample, told: nil, at: now)
        let (line, health) = watch.note(nil, told: nil, at: now)
        #expect(health == nil)
        #expect(line == .recovered(failures: 1))
    }

    @Test mutating func theLogSaysTheSameFailureOnce() {
        #expect(watch.note(.sample, told: nil, at: now).line == .failed(.sample, failures: 1))
        #expect(watch.note(.sample, told: nil, at: now).line == .none)
        var other = SourceError.sample
        other.code = "Throttling"
        #expect(watch.note(other, told: nil, at: now).line == .failed(other, failures: 3))
    }
}
