import BridgeCore
import Simulator
import Testing

@Suite struct ScriptTests {
    private let script = Script.demo(for: .standard(at: .noon))

    @Test func theDemoLastsAboutHalfAMinuteInOrder() {
        let times = script.steps.map(\.at)
        #expect(times == times.sorted())
        #expect((Duration.seconds(25)...Duration.seconds(35)).contains(times.last ?? .zero))
    }

    @Test func everyStepCanHappenAndChangesSomething() throws {
        var simulation = Simulation(.standard(at: .noon))
        for step in script.steps {
            let before = try state(&simulation)
            switch step.action {
            case .change(let change): try simulation.apply(change, at: .noon + step.at)
            case .fault(let rule): simulation.inject(rule)
            }
            let after = try state(&simulation)
            #expect(after != before, "\(step.line)")
            #expect(!step.line.isEmpty)
        }
    }

    private func state(_ simulation: inout Simulation) throws -> JSONValue {
        let request = ReceivedRequest(method: "GET", target: "/simulator/state", headers: [])
        return try JSONValue(parsing: simulation.answer(request, at: .noon).body)
    }

    @Test func playingPerformsEveryStep() async throws {
        let simulator = Simulator(Simulation(.standard(at: .noon))) { .noon }
        try await script.play(on: simulator, clock: HastyClock()) { _ in }
        let cloud = await simulator.cloud
        #expect(cloud.check(40)?.isListed == true)
        #expect(cloud.check(5)?.affected == 9)
        #expect(cloud.check(3)?.status == "pass")
    }

    @Test func playingEndsWhenCancelled() async throws {
        let simulator = Simulator(Simulation(.standard(at: .noon))) { .noon }
        let play = Task { try await script.play(on: simulator, clock: ContinuousClock()) { _ in } }
        play.cancel()
        try await play.value
        #expect(await simulator.cloud.check(3)?.status == "pass")
    }
}

/// A clock on which no time passes while one sleeps.
private struct HastyClock: Clock {
    var now: ContinuousClock.Instant { .now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {}
}
