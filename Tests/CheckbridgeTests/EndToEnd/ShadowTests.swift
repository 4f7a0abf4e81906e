import BridgeCore
import Foundation
import TestSupport
import Testing

/// The two APIs beside each other, in the real program.
@Suite(.timeLimit(.minutes(1)))
struct ShadowTests {
    @Test(arguments: ["risk_checks", "check_results"])
    func planSaysWhereTheTwoDisagree(type: String) async throws {
        let world = try await SimulatedWorld()
        try await world.post("/simulator/items/5", #"{"check_status":"PASS"}"#)
        let config = try configuration(of: world, "type: \(type), shadow: true")
        let plan = try await Program().run(["plan", "--config", config])
        #expect(plan.status == 0, "\(plan.errors)")
        #expect(plan.errors.contains("differ on 1 of 44 checks that both have"))
        #expect(plan.errors.contains("risk: shadow: RDS - whitelist configurations: status "))
    }

    @Test func onlyTheSourcesOwnAPICausesEvents() async throws {
        let world = try await SimulatedWorld()
        let config = try configuration(of: world, "type: risk_checks, shadow: true", extra: "baseline: silent")
        _ = try await Program().run(["run", "--once", "--config", config])
        try await world.post("/simulator/items/5", #"{"check_status":"PASS"}"#)
        let quiet = try await Program().run(["run", "--once", "--config", config])
        #expect(quiet.output == "")
        #expect(quiet.errors.contains("status failed, but pass in ListCheckResult"))
        try await world.post("/simulator/items/3", #"{"status":"failed"}"#)
        let loud = try await Program().run(["run", "--once", "--config", config])
        #expect(try loud.lines.map { try JSONValue(parsing: $0)["subject"]?.string } == ["risk_check/3"])
    }

    @Test func goingOverToTheSuccessorOpensNothing() async throws {
        let world = try await SimulatedWorld()
        let old = try configuration(of: world, "type: risk_checks")
        _ = try await Program().run(["run", "--once", "--config", old])
        let new = try configuration(of: world, "type: check_results")
        let first = try await Program().run(["run", "--once", "--config", new])
        #expect(try types(first.lines) == ["io.checkbridge.baseline"])
        try await world.post("/simulator/items/3", #"{"status":"failed"}"#)
        let second = try await Program().run(["run", "--once", "--config", new])
        #expect(try types(second.lines) == ["io.checkbridge.finding.opened"])
        #expect(second.lines.first?.contains(#""subject":"risk_check/check-403""#) == true)
    }

    /// - Parameter risk: how the first source is set.
    private func configuration(of world: SimulatedWorld, _ risk: String, extra: String = "") throws -> String {
        let path = try world.configuration(
            sinks: "[{name: out, type: stdout}]", route: "{sinks: [out]}", extra: extra)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try world.folder.write(text.replacing("type: risk_checks", with: risk), to: "checkbridge.yaml")
    }

    private func types(_ lines: [String]) throws -> [String?] {
        try lines.map { try JSONValue(parsing: $0)["type"]?.string }
    }
}
