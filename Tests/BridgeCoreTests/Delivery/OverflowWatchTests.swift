import BridgeCore
import Testing

@Suite struct OverflowWatchTests {
    private func lane(_ events: ClosedRange<UInt64>) -> (lane: Lane, effects: [LaneEffect]) {
        var traits = LaneTraits(sink: "s")
        traits.maximumBacklog = 20
        var lane = Lane(traits)
        let effects = lane.add(events.map { Shop.event($0, of: $0) }, at: .zero)
        return (lane, effects)
    }

    @Test func troubleIsReportedBeforeAnythingIsGivenUp() throws {
        let (lane, effects) = lane(1...22)
        var watch = OverflowWatch()
        let noted = watch.note(effects, of: lane, at: .start)
        guard case .failing(let trouble) = try #require(noted.first) else {
            Issue.record("the report must come first")
            return
        }
        #expect(trouble.since == .start)
        #expect(trouble.reason.contains("20 events"))
        guard case .settle([1, 2], .dead(let letter)) = try #require(noted.last) else {
            Issue.record("the oldest two are given up")
            return
        }
        #expect(letter.at == .start)
        #expect(letter.reason == trouble.reason)
    }

    @Test func itIsReportedOnceUntilThereIsRoomAgain() {
        let (full, effects) = lane(1...22)
        var watch = OverflowWatch()
        #expect(watch.note(effects, of: full, at: .start).count == 2)
        #expect(watch.note(effects, of: full, at: .start).count == 1)
        #expect(watch.note([], of: full, at: .start).isEmpty)
        #expect(watch.note(effects, of: full, at: .start).count == 1)
        #expect(watch.note([], of: lane(1...10).lane, at: .start).isEmpty)
        #expect(watch.note(effects, of: full, at: .start).count == 2)
    }
}
