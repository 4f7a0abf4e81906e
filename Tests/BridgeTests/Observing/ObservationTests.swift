import Bridge
import BridgeCore
import Synchronization
import TestSupport
import Testing

/// What the bridge says of itself while it works, in words.
@Suite struct ObservationTests {
    private let run = VirtualRun()
    private let notes = Notes()

    private final class Notes: BridgeObserver {
        private let words = Mutex<[String]>([])
        var all: [String] { words.withLock { $0 } }

        func observe(_ observation: Observation) {
            words.withLock { $0.append(Self.word(for: observation)) }
        }

        private static func word(for observation: Observation) -> String {
            switch observation {
            case .pollBegan(let source): "began \(source)"
            case .pollEnded(let source, .answered(let complete, let failure), let took):
                "answered \(source) \(complete) \(failure?.code ?? "-") \(took.milliseconds >= 1000)"
            case .pollEnded(let source, .failed(let error), _): "failed \(source) \(error.code)"
            case .pollEnded(_, .dropped, _): "dropped"
            case .attempted(let sink, let outcomes, _): "attempted \(sink) \(outcomes.count)"
            case .settled(let sink, let count, .delivered): "delivered \(sink) \(count)"
            case .settled(_, _, let how): "\(how)"
            case .synced(let commits, let bytes, _): "synced \(commits > 0) \(bytes > 0)"
            case .checkpointed(let bytes): "checkpointed \(bytes > 0)"
            case .stateRefused: "refused"
            case .stateSaved: "saved"
            }
        }
    }

    @Test func pollsAreTold() throws {
        let source = ScriptedSource(run.time, takes: .seconds(2), .statuses(["1": "pass"]), .error)
        try run { [run, notes] in
            let store = try await run.store()
            let poller = Poller(
                [source.watched(every: .seconds(60))], into: store, router: .all("a"), time: run.time, log: .silent,
                observer: notes)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                group.addTask { await poller.run() }
                await run.time.pass(.seconds(65))
                group.cancelAll()
            }
        }
        #expect(notes.all == ["began risk", "answered risk true - true", "began risk", "failed risk timeout"])
    }

    @Test func deliveriesAndTheirCommitsAreTold() throws {
        let sink = ScriptedSink(run.time)
        try run { [run, notes] in
            let store = try await run.store(observer: notes)
            let lane = LaneRunner(
                LaneTraits(sink: "a"), to: sink, through: RateGate(nil, at: .zero), store: store, time: run.time,
                random: { run.dice.next() }, log: .silent, observer: notes
            ) { _ in }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await store.run() }
                group.addTask { await lane.run() }
                try? await store.note([.event(.sample(1))], isUrgent: true)
                await run.time.pass(.seconds(5))
                await lane.stop()
                await store.close()
            }
        }
        #expect(notes.all.first == "checkpointed true")
        #expect(
            notes.all.filter { !$0.hasPrefix("synced") && !$0.hasPrefix("check") } == [
                "attempted a 1", "delivered a 1",
            ])
        #expect(notes.all.count { $0 == "synced true true" } == 2)
    }
}
