import BridgeCore
import Foundation
import TestSupport
import Testing

/// What the commands print and how they exit.
@Suite(.timeLimit(.minutes(1)))
struct CommandLineTests {
    @Test func aWrongConfigurationIsToldAllAtOnceWithExitCode78() async throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            """
            state_dirr: /tmp
            accounts: [{name: a, region: cn-hangzhou}]
            sources: [{name: s, type: risk_checks, account: b, every: soon}]
            sinks: [{name: out, type: stdout}]
            route: {sinks: [nobody]}
            """, to: "bad.yaml")
        for command in [["check-config"], ["run"], ["run", "--once"], ["plan"]] {
            let outcome = try await Program().run(command + ["--config", config])
            #expect(outcome.status == 78)
            #expect(outcome.output == "")
            for complaint in ["state_dirr", "\"b\"", "soon", "nobody"] { #expect(outcome.errors.contains(complaint)) }
            #expect(outcome.errors.contains("bad.yaml:1:1"))
        }
    }

    @Test(arguments: [
        ["run"], ["run", "--config"], ["nonsense"], ["run", "--config", "x", "--wait", "many"],
        ["run", "--config", "x", "--wait", "25h"], ["simulate", "--accounts", "0"],
        ["simulate", "--accounts", "3", "--findings", "0"],
    ])
    func wrongUsageExitsWith64(_ arguments: [String]) async throws {
        let outcome = try await Program().run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output == "" && outcome.errors != "")
    }

    @Test func theVersionIsToldOnStdout() async throws {
        let outcome = try await Program().run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("checkbridge "))
    }

    @Test(arguments: ["config", "event"])
    func theSchemasAreTheOnesInTheRepository(_ name: String) async throws {
        let outcome = try await Program().run(["schema", name])
        let file = packageFolder.appending(path: "Config/\(name).schema.json")
        #expect(outcome.status == 0)
        #expect(outcome.output == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func routeSaysWhereAnEventGoesAndWhy() async throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            """
            accounts: [{name: a, region: cn-hangzhou}]
            sources: [{name: s, type: risk_checks, account: a}]
            sinks: [{name: out, type: stdout}, {name: other, type: stdout}]
            route: {sinks: [out], routes: [{match: {severity: high}, sinks: [other]}]}
            """, to: "checkbridge.yaml")
        let event = try folder.write(
            #"{"specversion":"1.0","id":"1","source":"/a","type":"io.checkbridge.baseline","severity":"high","data":{}}"#,
            to: "event.json")
        let outcome = try await Program().run(["route", "--config", config, "--event", event, "--json"])
        #expect(outcome.output == #"{"sinks":["other"],"path":["route","route.routes[0]"]}"# + "\n")
    }

    @Test func planShowsWhatWouldBeSentAndChangesNothing() async throws {
        let world = try await SimulatedWorld()
        let config = try world.configuration(sinks: "[{name: out, type: stdout}]", route: "{sinks: [out]}")
        let plan = try await Program().run(["plan", "--config", config, "--json"])
        #expect(plan.status == 0, "\(plan.errors)")
        let lines = try plan.lines.map { try JSONValue(parsing: $0) }
        #expect(lines.map { $0["event"]?["type"]?.string } == ["io.checkbridge.baseline", "io.checkbridge.baseline"])
        #expect(try !world.folder.names.contains("state"))
    }
}
