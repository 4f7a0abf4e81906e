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
        _ = try poll(source.watched(every: .seconds(60)), for: .seconds(200))
        // The first poll comes soon; from the second on they have their moments.
        let gaps = zip(source.polls.dropFirst(2), source.polls.dropFirst()).map { $0 - $1 }
        #expect(source.polls.count >= 3)
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

    /// Two rounds of `run --once`, or of a process that is killed after each poll.
    @Test func failuresAreCountedAcrossRuns() throws {
        let source = ScriptedSource(run.time, .error)
        let rounds = try run { [run] in
            var types: [[String]] = []
            for _ in 0..<4 {
                let store = try await run.store()
                let poller = Poller(
                    [source.watched(failingAfter: 3)], into: store, router: .all("a"), time: run.time, log: .silent)
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await store.run() }
                    #expect(await !poller.runOnce())
                    await store.close()
                }
                types.append(try await store.snapshot.outbox.owed(to: "a").map { try Event($0.event).type })
            }
            return types
        }
        #expect(rounds == [[], [], ["io.checkbridge.source.failing"], ["io.checkbridge.source.failing"]])
    }

    @Test func aRoundPollsManySourcesButFewAtOnce() throws {
        let sources = (0..<200).map { _ in ScriptedSource(run.time, takes: .seconds(1), .statuses([:])) }
        try run { [run] in
            let store = try await run.store()
            let watched = sources.enumerated().map { number, source in
                var one = source.watched()
                one.identity.name = "risk-\(number)"
                one.identity.account = "account-\(number / 2)"
                return one
            }
            let poller = Poller(watched, into: store, router: .all("a"), time: run.time, log: .silent)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                #expect(await poller.runOnce())
                await store.close()
            }
        }
        let starts = sources.flatMap(\.polls).sorted()
        #expect(starts.count == 200)
        let atOnce = starts.map { start in starts.count { $0 > start - .seconds(1) && $0 <= start } }
        #expect(atOnce.max() == 32)
    }
}
