import BridgeCore
import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The commands on the cursor as a user runs them, beside a service and without one.
@Suite(.timeLimit(.minutes(2)))
struct OperatorCommandTests {
    private let world: SimulatedWorld
    private let config: String

    init() async throws {
        world = try await SimulatedWorld()
        config = try world.configuration(
            sinks: "[{name: siem, type: webhook, url: \"http://127.0.0.1:\(world.port)/hook/siem\"}]",
            route: "{sinks: [siem]}")
    }

    @discardableResult
    private func run(_ arguments: String..., config: String? = nil) async throws -> Program.Outcome {
        try await Program().run(arguments + ["--config", config ?? self.config])
    }

    private func json(_ arguments: String...) async throws -> JSONValue {
        let outcome = try await Program().run(arguments + ["--json", "--config", config])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONValue(parsing: outcome.output)
    }

    /// Runs a service until `body` is done.
    private func withService(_ body: () async throws -> Void) async throws {
        let service = try Program().start(["run", "--config", config])
        #expect(await service.lineOnErrors(containing: "running") != nil)
        try await body()
        service.signal(SIGTERM)
        #expect(await service.outcome().status == 0)
    }

    /// A dead letter, made by a webhook that refuses one message.
    private func makeDeadLetter() async throws -> String {
        try await run("run", "--once")
        try await world.post(
            "/simulator/faults", #"{"action":"webhook/siem","fault":"status","status":400,"body":"bad"}"#)
        try await world.post("/simulator/items/3", #"{"status":"failed"}"#)
        try await run("run", "--once")
        let letters = try await json("dead-letters", "list")["dead_letters"]?.array ?? []
        #expect(letters.count == 1)
        #expect(letters.first?["reason"]?.string?.contains("bad") == true)
        return letters.first?["event"]?.string ?? ""
    }

    private func events(under id: String) async throws -> Int {
        let messages = try await world.received(by: "webhook/siem")["messages"]?.array ?? []
        return messages.count { $0["id"]?.string == id }
    }

    private func damage(_ file: String, line: Int) throws {
        let path = world.folder.path("state/\(file)")
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        lines[line - 1] = lines[line - 1].dropFirst()
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test func whereThereIsNoCursorNothingIsMade() async throws {
        for command in [["show"], ["verify"], ["export"], ["accept"], ["repair"]] {
            let outcome = try await Program().run(["cursor"] + command + ["--config", config])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("there is no cursor"))
        }
        #expect(try !world.folder.names.contains("state"))
    }

    @Test func showTellsTheSameBesideAServiceAndWithout() async throws {
        try await run("run", "--once")
        try await withService {
            let beside = try await json("cursor", "show")
            #expect(beside["running"]?.bool == true)
            #expect(beside["scopes"]?.array?.count == 25)
            #expect(beside["sinks"]?.array?.first?["health"]?.string == "working")
        }
        let alone = try await json("cursor", "show")
        #expect(alone["running"]?.bool == false)
        #expect(alone["scopes"]?.array?.count == 25)
        #expect(try await run("cursor", "show").output.contains("risk: 44 findings"))
    }

    @Test func aDeadLetterIsReplayedByTheRunningService() async throws {
        let id = try await makeDeadLetter()
        #expect(try await run("dead-letters", "show", id).output.contains(#""specversion":"1.0""#))
        try await withService {
            #expect(try await run("dead-letters", "replay", id).status == 0)
            for _ in 0..<200 {
                guard try await events(under: id) == 0 else { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await events(under: id) == 1)
        }
        #expect(try await json("dead-letters", "list")["total"]?.integer == 0)
    }

    @Test func withoutAServiceItGoesOutAtTheNextStart() async throws {
        let id = try await makeDeadLetter()
        #expect(try await run("dead-letters", "replay", "--all").output.contains("when the service starts"))
        #expect(try await run("run", "--once").status == 0)
        #expect(try await events(under: id) == 1)
    }

    @Test func aDroppedOneIsGone() async throws {
        let id = try await makeDeadLetter()
        #expect(try await run("dead-letters", "drop").status == 1)
        #expect(try await run("dead-letters", "drop", "--sink", "siem").status == 0)
        try await run("run", "--once")
        #expect(try await events(under: id) == 0)
        #expect(try await run("dead-letters", "list").output.contains("0 dead letter(s)"))
    }

    @Test func aPausedSinkGoesOnAfterATestThatWorks() async throws {
        try await run("run", "--once")
        try await withService {
            try await world.post(
                "/simulator/faults", #"{"action":"webhook/siem","fault":"status","status":401,"body":"revoked"}"#)
            try await world.post("/simulator/items/3", #"{"status":"failed"}"#)
            for _ in 0..<200 {
                guard try await json("cursor", "show")["sinks"]?.array?.first?["health"]?.string != "paused" else {
                    break
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            let test = try await run("sink", "test", "siem")
            #expect(test.status == 0)
            #expect(test.output.contains("delivered"))
            #expect(test.errors.contains("it goes on now"))
            #expect(try await json("cursor", "show")["sinks"]?.array?.first?["health"]?.string == "working")
        }
    }

    @Test func aTestSaysWhatARefusalMeans() async throws {
        try await world.post(
            "/simulator/faults", #"{"action":"webhook/siem","fault":"status","status":401,"body":"revoked"}"#)
        let test = try await run("sink", "test", "siem")
        #expect(test.status == 1)
        #expect(test.output.contains("revoked"))
        #expect(test.output.contains("The configuration is wrong"))
        #expect(!test.output.contains("/hook/siem"))
    }

    @Test func whatIsHeldBackIsAccepted() async throws {
        try await run("run", "--once")
        for item in 1...44 { try await world.post("/simulator/items/\(item)", #"{"listed":false}"#) }
        try await run("run", "--once")
        #expect(try await run("cursor", "show").output.contains("SUSPECT"))
        #expect(try await run("cursor", "accept", "acl").status == 1)
        #expect(try await run("cursor", "accept", "risk").output.contains("accepted: risk"))
        #expect(try await run("cursor", "accept", "risk").status == 1)
    }

    @Test func damageIsFoundAndMended() async throws {
        try await run("run", "--once")
        try await run("run", "--once")
        #expect(try await run("cursor", "verify").output.contains("all right"))
        try damage("cursor.journal", line: 40)
        let verify = try await run("cursor", "verify")
        #expect(verify.status == 1)
        #expect(verify.output.contains("DAMAGE in cursor.journal, line 40"))
        let start = try await run("run", "--once")
        #expect(start.status == 1)
        #expect(start.errors.contains("line 40"))
        let repair = try await run("cursor", "repair")
        #expect(repair.status == 0, "\(repair.errors)")
        #expect(repair.output.contains("new lineage"))
        #expect(repair.output.contains("lost:"))
        #expect(try await run("cursor", "verify").status == 0)
        #expect(try await run("run", "--once").status == 0)
        let kept = try FileManager.default.contentsOfDirectory(atPath: world.folder.path("state"))
        #expect(kept.contains { $0.hasPrefix("cursor.journal.damaged-") })
    }

    @Test func aTornTailIsHarmless() async throws {
        try await run("run", "--once")
        let journal = try #require(FileHandle(forWritingAtPath: world.folder.path("state/cursor.journal")))
        try journal.seekToEnd()
        try journal.write(contentsOf: Data(#"{"seq":"#.utf8))
        let verify = try await run("cursor", "verify")
        #expect(verify.status == 0)
        #expect(verify.output.contains("harmless"))
    }

    @Test func inQuarantineItBeginsAnewAndSaysSo() async throws {
        let quarantine = try world.configuration(
            sinks: "[{name: out, type: stdout}]", route: "{sinks: [out]}", extra: "on_damage: quarantine")
        try await run("run", "--once", config: quarantine)
        try damage("cursor.journal", line: 40)
        let next = try await run("run", "--once", config: quarantine)
        #expect(next.status == 0)
        #expect(next.lines.first?.contains("io.checkbridge.cursor.quarantined") == true)
        #expect(try await run("cursor", "verify", config: quarantine).status == 0)
    }

    @Test func aRenamedSinkKeepsWhatItIsOwed() async throws {
        _ = try await makeDeadLetter()
        let text = try String(contentsOfFile: config, encoding: .utf8).replacing("siem,", with: "soc,")
            .replacing("[siem]", with: "[soc]")
        let renamed = try world.folder.write(text, to: "renamed.yaml")
        #expect(try await run("cursor", "rename", "sink", "siem", "soc").status == 1)
        #expect(try await run("cursor", "rename", "sink", "siem", "soc", config: renamed).status == 0)
        #expect(try await run("dead-letters", "list", config: renamed).output.contains("  soc  "))
        #expect(try await run("dead-letters", "replay", "--all", config: renamed).status == 0)
    }

    @Test func besideAServiceThereIsLookingButNoMending() async throws {
        try await run("run", "--once")
        try await withService {
            let repair = try await run("cursor", "repair")
            #expect(repair.status == 1)
            #expect(repair.errors.contains("another checkbridge"))
            let export = try await run("cursor", "export")
            #expect(export.lines.count > 300)
        }
    }

    @Test func whatWouldBeSentIsShown() async throws {
        let id = try await makeDeadLetter()
        let shown = try await json("dead-letters", "show", id)["dead_letters"]?.array?.first?["json"]
        let event = try world.folder.write(String(decoding: shown?.bytes ?? [], as: UTF8.self), to: "event.json")
        let render = try await run("render", "--sink", "siem", "--event", event)
        #expect(render.status == 0)
        #expect(render.output == String(decoding: shown?.bytes ?? [], as: UTF8.self) + "\n")
        #expect(render.errors.contains("webhook-id: \(id)"))
        #expect(!render.errors.contains("/hook/siem"))
    }
}
