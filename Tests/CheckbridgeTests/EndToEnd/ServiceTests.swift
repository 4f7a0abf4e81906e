import BridgeCore
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The program as a service.
@Suite(.timeLimit(.minutes(2)))
struct ServiceTests {
    /// Holds the simulator and the folder as long as the test runs.
    private let world: SimulatedWorld
    private let config: String

    init() async throws {
        world = try await SimulatedWorld()
        config = try world.configuration(sinks: "[{name: out, type: stdout}]", route: "{sinks: [out]}")
    }

    @Test func aSignalToStopEndsItInOrder() async throws {
        for signal in [SIGTERM, SIGINT] {
            let service = try Program().start(["run", "--config", config])
            #expect(await service.lineOnErrors(containing: "running") != nil)
            service.signal(signal)
            #expect(await service.outcome().status == 0)
        }
    }

    @Test func aSecondOneOnTheSameStateIsRefused() async throws {
        let service = try Program().start(["run", "--config", config])
        #expect(await service.lineOnErrors(containing: "running") != nil)
        let second = try await Program().run(["run", "--once", "--config", config])
        #expect(second.status == 1)
        #expect(second.errors.contains("another checkbridge"))
        service.signal(SIGTERM)
        #expect(await service.outcome().status == 0)
    }

    @Test func aKilledOneGoesOnWhereItWas() async throws {
        let service = try Program().start(["run", "--config", config])
        #expect(await service.lineOnErrors(containing: "baseline taken") != nil)
        #expect(await service.lineOnErrors(containing: "baseline taken") != nil)
        service.signal(SIGKILL)
        #expect(await service.outcome().status == -SIGKILL)
        try await world.post("/simulator/items/3", #"{"status":"failed"}"#)
        let next = try await Program().run(["run", "--once", "--config", config])
        #expect(next.lines.filter { $0.contains("io.checkbridge.finding.opened") }.count == 1)
    }

    @Test func aSignalInTheMiddleOfThingsWaitsForThemAndASecondOneDoesNot() async throws {
        let hook = "[{name: siem, type: webhook, url: \"http://127.0.0.1:\(world.port)/hook/siem\"}]"
        let config = try world.configuration(sinks: hook, route: "{sinks: [siem]}")
        try await world.post(
            "/simulator/faults", #"{"action":"webhook/siem","fault":"slow","delay_ms":60000,"times":9}"#)
        let service = try Program().start(["run", "--config", config])
        #expect(await service.lineOnErrors(containing: "baseline taken") != nil)
        service.signal(SIGTERM)
        #expect(await service.lineOnErrors(containing: "shutting down") != nil)
        service.signal(SIGTERM)
        #expect(await service.outcome().status == 1)
        try await world.post("/simulator/reset", "{}")
        #expect(try await Program().run(["run", "--once", "--config", config]).status == 0)
        #expect(try await world.received(by: "webhook/siem")["messages"]?.array?.count == 2)
    }

    @Test func aSignalDuringTheFirstPollEndsItInOrder() async throws {
        try await world.post(
            "/simulator/faults", #"{"action":"DescribeRiskCheckResult","fault":"slow","delay_ms":60000,"times":9}"#)
        let service = try Program().start(["run", "--config", config])
        #expect(await service.lineOnErrors(containing: "running") != nil)
        service.signal(SIGTERM)
        #expect(await service.outcome().status == 0)
    }
}
