import BridgeCore
import Sinks
import Testing

@Suite struct StandardOutputTests {
    @Test func eachEventIsOneLine() async {
        let output = ScriptedOutput()
        let sink = StandardOutput(name: "log", output: output)
        #expect(await sink.outcomes(of: [.sample(.opened), .sample(.resolved)]) == [.delivered, .delivered])
        #expect(output.written == SampleEvent.opened.encoded.json + [0x0A] + SampleEvent.resolved.encoded.json + [0x0A])
    }

    @Test func aDigestIsALinePerEvent() async {
        let output = ScriptedOutput()
        #expect(await StandardOutput(name: "log", output: output).outcomes(of: [.digest]) == [.delivered])
        #expect(output.written.split(separator: 0x0A).count == Delivery.digest.events.count)
    }

    @Test func partialWritesAreGoneOnWith() async {
        let output = ScriptedOutput(portion: 7)
        let deliveries = (0..<200).map { _ in Delivery.sample(.opened) }
        let outcomes = await StandardOutput(name: "log", output: output).outcomes(of: deliveries)
        #expect(outcomes == Array(repeating: .delivered, count: 200))
        #expect(output.written.split(separator: 0x0A).allSatisfy { Array($0) == SampleEvent.opened.encoded.json })
    }

    @Test func onlyWhatWasWrittenWhollyIsDelivered() async {
        let first = SampleEvent.opened.encoded.json.count + 1
        let output = ScriptedOutput(portion: first + 10, failures: [nil, .system("no space left on device")])
        let outcomes = await StandardOutput(name: "log", output: output).outcomes(of: [
            .sample(.opened), .sample(.resolved),
        ])
        #expect(outcomes == [.delivered, .retry(reason: "stdout: no space left on device", scope: .sink)])
    }

    @Test func aTornLineIsEndedBeforeTheNext() async {
        let output = ScriptedOutput(portion: 10, failures: [nil, .system("no space left on device")])
        let sink = StandardOutput(name: "log", output: output)
        _ = await sink.outcomes(of: [.sample(.opened)])
        #expect(await sink.outcomes(of: [.sample(.opened)]) == [.delivered])
        let lines = output.written.split(separator: 0x0A)
        #expect(lines.map(\.count) == [10, SampleEvent.opened.encoded.json.count])
    }

    @Test func aClosedPipePausesTheSink() async {
        let output = ScriptedOutput(failures: [.closed])
        let outcome = await StandardOutput(name: "log", output: output).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .rejected(.sink))
    }

    @Test func whenTheServiceStopsTheRestIsOwed() async {
        let output = ScriptedOutput(failures: [.cancelled])
        let outcome = await StandardOutput(name: "log", output: output).outcome(of: .sample(.opened))
        #expect(outcome?.shape == .retry(after: nil, .sink))
    }
}
