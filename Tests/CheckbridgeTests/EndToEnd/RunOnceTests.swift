import BridgeCore
import Foundation
import TestSupport
import Testing

/// The program, run once and again as a user would from cron, with stdout as the sink.
@Suite(.timeLimit(.minutes(1)))
struct RunOnceTests {
    private let sinks = "[{name: out, type: stdout}]"
    private let route = "{sinks: [out]}"

    private func events(_ outcome: Program.Outcome) throws -> [Event] {
        try outcome.lines.map { try Event(json: JSONValue(parsing: $0)) }
    }

    @Test func theFirstRunTellsOneBaselineForEachSourceAndTheNextOnesOnlyWhatChanged() async throws {
        let world = try await SimulatedWorld()
        let config = try world.configuration(sinks: sinks, route: route)
        let run = ["run", "--once", "--config", config]

        let first = try await Program().run(run)
        #expect(first.status == 0, "\(first.errors)")
        #expect(try events(first).map(\.type) == ["io.checkbridge.baseline", "io.checkbridge.baseline"])

        let second = try await Program().run(run)
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.output == "")

        #expect(try await world.post("/simulator/items/3", #"{"status":"failed","affected":2}"#) == 200)
        let third = try await Program().run(run)
        let event = try #require(try events(third).first)
        #expect(third.status == 0 && third.lines.count == 1)
        #expect(event.type == "io.checkbridge.finding.opened")
        #expect(event.subject == "risk_check/3")
        #expect((event.from, event.to) == ("pass", "failed"))
        #expect(event.finding?["affected_count"]?.integer == 2)

        let fourth = try await Program().run(run)
        #expect(fourth.status == 0 && fourth.output == "")
    }

    @Test func everyEventThatIsSentFollowsTheSchema() async throws {
        let world = try await SimulatedWorld()
        let config = try world.configuration(sinks: sinks, route: route, extra: "baseline: emit")
        var sent = try await Program().run(["run", "--once", "--config", config]).lines
        try await world.post("/simulator/items/3", #"{"status":"failed"}"#)
        try await world.post("/simulator/items/5", #"{"affected":99}"#)
        try await world.post("/simulator/items/37", #"{"level":"high"}"#)
        try await world.post("/simulator/items/2", #"{"status":"ignored"}"#)
        try await world.post("/simulator/items/6", #"{"status":"quarantined"}"#)
        sent += try await Program().run(["run", "--once", "--config", config]).lines
        #expect(sent.count > 200)
        let objections = try SchemaValidator.objections(to: sent, .json, schema: "event.schema.json")
        #expect(objections == sent.map { _ in [] })
    }

    @Test func whatCouldNotBeDeliveredStaysOwed() async throws {
        let world = try await SimulatedWorld()
        try await world.post(
            "/simulator/faults", #"{"action":"webhook/siem","fault":"status","status":503,"times":1000}"#)
        let hook = "[{name: siem, type: webhook, url: \"http://127.0.0.1:\(world.port)/hook/siem\"}]"
        let config = try world.configuration(sinks: hook, route: "{sinks: [siem]}")
        let failed = try await Program().run(["run", "--once", "--wait", "1s", "--config", config])
        #expect(failed.status == 1)
        #expect(failed.errors.contains("still owed"))

        try await world.post("/simulator/reset", "{}")
        let mended = try await Program().run(["run", "--once", "--config", config])
        #expect(mended.status == 0, "\(mended.errors)")
        #expect(try await world.received(by: "webhook/siem")["messages"]?.array?.count == 2)
    }

    @Test func aWrongSecretIsSaidOnceInTheVendorsWordsWithWhatToDo() async throws {
        let world = try await SimulatedWorld()
        let config = try world.configuration(sinks: sinks, route: route)
        let text = try String(contentsOfFile: config, encoding: .utf8)
        let wrong = try world.folder.write(
            text.replacing("simulated-access-key-secret-01", with: "not-the-secret"), to: "wrong.yaml")
        let outcome = try await Program().run(["run", "--once", "--config", wrong])
        #expect(outcome.status == 1 && outcome.output == "")
        #expect(outcome.errors.contains("SignatureDoesNotMatch"))
        #expect(!outcome.errors.contains("not-the-secret"))
    }
}
