import Bridge
import BridgeCore
import TestSupport
import Testing

@Suite struct BridgeServiceTests {
    private func service(
        _ run: VirtualRun, _ store: CursorStore, _ source: ScriptedSource, _ sink: ScriptedSink,
        timeout: Duration = .seconds(20)
    ) -> BridgeService {
        BridgeService(
            store: store,
            poller: Poller([source.watched()], into: store, router: .all("a"), time: run.time, log: .silent),
            deliverer: Deliverer(
                [.init(sink: sink, traits: .sample("a"))], from: store, router: .all("a"), time: run.time,
                random: { run.dice.next() }, log: .silent),
            shutdownTimeout: timeout, time: run.time, log: .silent)
    }

    @Test(arguments: UInt64(0)..<100)
    func aRoundDeliversWhatItFound(seed: UInt64) throws {
        let run = VirtualRun(seed: seed)
        let sink = ScriptedSink(run.time)
        let source = ScriptedSource(run.time, .statuses(["1": "failed", "2": "failed"]))
        let round = try run {
            await service(run, try await run.store(), source, sink).runOnce(wait: .seconds(60))
        }
        #expect(round.isPolled)
        #expect(round.owed == [:])
        #expect(sink.ids.count == 2)
    }

    @Test(arguments: UInt64(0)..<100)
    func aRoundDeliversWhatWasOwedBefore(seed: UInt64) throws {
        let run = VirtualRun(seed: seed)
        let sink = ScriptedSink(run.time)
        let before = ScriptedSource(run.time, .statuses(["1": "failed"]))
        let round = try run {
            let refusing = ScriptedSink(run.time) { _ in .outcome(.retry(reason: "no")) }
            _ = await service(run, try await run.store(), before, refusing).runOnce(wait: .seconds(5))
            let failing = ScriptedSource(run.time, .error)
            return await service(run, try await run.store(), failing, sink).runOnce(wait: .seconds(60))
        }
        #expect(round.owed == [:])
        #expect(sink.ids.count == 1)
    }

    @Test func aRoundSaysWhatIsStillOwed() throws {
        let run = VirtualRun()
        let sink = ScriptedSink(run.time) { _ in .outcome(.retry(reason: "no")) }
        let source = ScriptedSource(run.time, .statuses(["1": "failed"]))
        let round = try run {
            await service(run, try await run.store(), source, sink).runOnce(wait: .seconds(60))
        }
        #expect(round.owed == ["a": 1])
        #expect(run.time.uptime() < .seconds(90))
    }

    @Test func aRoundWhoseSourceFailsSaysSo() throws {
        let run = VirtualRun()
        let source = ScriptedSource(run.time, .error)
        let round = try run {
            await service(run, try await run.store(), source, ScriptedSink(run.time)).runOnce(wait: .seconds(60))
        }
        #expect(!round.isPolled)
    }

    @Test func whatIsUnderWayMayFinishAndIsSaved() throws {
        let run = VirtualRun()
        let sink = ScriptedSink(run.time)
        let source = ScriptedSource(run.time, .statuses(["1": "failed"]))
        let cursor = try run {
            await service(run, try await run.store(), source, sink).run { await run.time.pass(.seconds(30)) }
            return try await run.reload()
        }
        #expect(sink.ids.count == 1)
        #expect(cursor?.outbox.events.isEmpty == true)
    }

    @Test func aSinkThatHangsIsCutShortAfterTheTimeout() throws {
        let run = VirtualRun()
        let sink = ScriptedSink(run.time) { _ in .hang }
        let source = ScriptedSource(run.time, .statuses(["1": "failed"]))
        let cursor = try run {
            await service(run, try await run.store(), source, sink).run { await run.time.pass(.seconds(30)) }
            return try await run.reload()
        }
        #expect(run.time.uptime() >= .seconds(50) && run.time.uptime() < .seconds(52))
        #expect(cursor?.outbox.backlog["a"] == 1, "it stays owed")
    }

    @Test(arguments: SimulatedDisk.Trouble.allCases)
    func aDiskThatRefusesDoesNotKeepTheServiceFromEnding(trouble: SimulatedDisk.Trouble) throws {
        let run = VirtualRun()
        let source = ScriptedSource(run.time, .statuses(["1": "failed"]))
        try run {
            let store = try await run.store()
            run.disk.trouble = trouble
            await service(run, store, source, ScriptedSink(run.time)).run { await run.time.pass(.seconds(30)) }
        }
        #expect(run.time.uptime() < .seconds(52))
    }

    @Test func aCancelledServiceEnds() throws {
        let run = VirtualRun()
        let source = ScriptedSource(run.time, .statuses(["1": "failed"]))
        let sink = ScriptedSink(run.time) { _ in .hang }
        try run {
            await withTaskGroup(of: Void.self) { group in
                let store = try? await run.store()
                guard let store else { return }
                group.addTask {
                    await service(run, store, source, sink).run { try? await run.time.sleep(for: .seconds(999)) }
                }
                await run.time.pass(.seconds(30))
                group.cancelAll()
            }
        }
        #expect(run.time.uptime() < .seconds(31))
    }
}
