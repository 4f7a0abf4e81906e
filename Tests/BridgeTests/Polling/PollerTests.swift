import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite struct PollerTests {
    private let run = VirtualRun()

    private func poll(_ source: WatchedSource, for duration: Duration) throws -> Cursor {
        try run { [run] in
            let store = try await run.store()
            let poller = Poller([source], into: store, router: .all("a"), time: run.time, log: .silent)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                await withTaskGroup(of: Void.self) { polls in
                    polls.addTask { await poller.run() }
                    await run.time.pass(duration)
                    polls.cancelAll()
                }
                await store.close()
            }
            return await store.snapshot
        }
    }

    private func types(_ cursor: Cursor) throws -> [String] {
        try cursor.outbox.owed(to: "a").map { try Event($0.event).type }
    }

    @Test func itPollsFromStartToStart() throws {
        let source = ScriptedSource(run.time, takes: .seconds(7), .statuses([:]))
        _ = try poll(source.watched(every: .seconds(60)), for: .seconds(130))
        let gaps = zip(source.polls.dropFirst(), source.polls).map { $0 - $1 }
        #expect(gaps.count == 2)
        #expect(gaps.allSatisfy { abs(($0 - .seconds(60)) / .seconds(1)) < 0.1 })
    }

    @Test func aPollThatTakesTooLongIsFollowedByThePause() throws {
        let source = ScriptedSource(run.time, takes: .seconds(100), .statuses([:]))
        _ = try poll(source.watched(every: .seconds(60)), for: .seconds(205))
        #expect(source.polls.count == 3)
    }

    @Test func aTransitionIsCommitted() throws {
        let source = ScriptedSource(run.time, .statuses(["1": "pass"]), .statuses(["1": "failed"]))
        #expect(try types(try poll(source.watched(), for: .seconds(70))) == ["io.checkbridge.finding.opened"])
    }

    @Test func anOutageAndItsEndAreToldOnceEach() throws {
        let source = ScriptedSource(
            run.time, .statuses([:]), .error, .error, .error, .error, .statuses([:]))
        let told = try types(try poll(source.watched(failingAfter: 2), for: .seconds(500)))
        #expect(told == ["io.checkbridge.source.failing", "io.checkbridge.source.recovered"])
    }

    @Test func aFailedPollForgetsNothing() throws {
        let source = ScriptedSource(run.time, .statuses(["1": "failed"]), .error)
        let cursor = try poll(source.watched(failingAfter: 99), for: .seconds(300))
        #expect(cursor.scopes.first?.findings.count == 1)
        #expect(try types(cursor) == ["io.checkbridge.finding.opened"])
    }

    @Test func aPollUnderWayIsCutShort() throws {
        let source = ScriptedSource(run.time, .hang)
        _ = try poll(source.watched(), for: .seconds(10))
        #expect(run.time.uptime() < .seconds(20))
    }
}
