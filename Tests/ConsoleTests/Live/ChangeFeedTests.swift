import Bridge
import BridgeCore
import TestSupport
import Testing

@testable import Console

@Suite(.timeLimit(.minutes(1)))
struct ChangeFeedTests {
    private let feed = ChangeFeed()
    private let clock = ManualClock()

    @Test func whoWatchesIsToldOfAChange() async throws {
        let watch = try #require(feed.watch())
        feed.observe(.stateSaved)
        #expect(await watch.next(atMost: .seconds(60), by: clock) == .changed)
    }

    /// The clock stands still: only a change or the end wakes the second.
    @Test func manyChangesAreOne() async throws {
        let watch = try #require(feed.watch())
        for _ in 0..<100 { feed.observe(.stateSaved) }
        #expect(await watch.next(atMost: .seconds(60), by: clock) == .changed)
        async let turn = watch.next(atMost: .seconds(60), by: clock)
        watch.end()
        #expect(await turn == .ended)
    }

    @Test func nothingHappeningIsSaid() async throws {
        let watch = try #require(feed.watch())
        #expect(await watch.next(atMost: .milliseconds(1), by: SystemTime()) == .quiet)
    }

    @Test func placesAreBoundedAndGivenBack() throws {
        var watches = (0..<ChangeFeed.maximumWatches).map { _ in feed.watch() }
        #expect(!watches.contains { $0 == nil })
        #expect(feed.watch() == nil)
        watches[3] = nil
        #expect(feed.count == ChangeFeed.maximumWatches - 1)
        #expect(feed.watch() != nil)
        watches[4]?.end()
        #expect(feed.count == ChangeFeed.maximumWatches - 2)
    }

    @Test func theEndOfTheServiceEndsAll() async throws {
        let watch = try #require(feed.watch())
        feed.close()
        #expect(await watch.next(atMost: .seconds(60), by: clock) == .ended)
        #expect(feed.watch() == nil)
    }
}
