import Bridge
import BridgeCore
import Logging
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DeadLetterKeeperTests {
    @Test func whatIsBeyondTheBoundsIsReportedAndLetGo() async throws {
        let state = try StateFixture()
        let (lines, line) = AsyncStream<String>.makeStream()
        let log = Logger(label: "test") { _ in LineHandler(line: line) }
        var bounds = DeadLetterBounds()
        bounds.count = 1
        bounds.age = .seconds(100 * 365 * 86_400)
        let keptAtReport = try await state.withStore { store in
            try await store.note([.event(StateFixture.event(1)), .event(StateFixture.event(2))], isUrgent: true)
            try await store.note([.settled(sink: "siem", events: [1, 2], .dead(StateFixture.letter))], isUrgent: true)
            let keeper = DeadLetterKeeper(store, bounds: bounds, time: SystemTime(), log: log)
            let running = Task { await keeper.run() }
            let report = await lines.first { _ in true }
            #expect(report?.contains("count=1") == true && report?.contains("sink=siem") == true)
            for _ in 0..<500 {
                guard await store.snapshot.outbox.deadLetters.count > 1 else { break }
                try await Task.sleep(for: .milliseconds(5))
            }
            running.cancel()
            await running.value
            return await store.snapshot.outbox.deadLetters.keys.map(\.event)
        }
        #expect(keptAtReport == [2])
    }
}

/// Hands every log line on.
private struct LineHandler: LogHandler {
    let line: AsyncStream<String>.Continuation
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(line: AsyncStream<String>.Continuation) { self.line = line }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        line.yield("\(event.message) \(facts)")
    }
}
