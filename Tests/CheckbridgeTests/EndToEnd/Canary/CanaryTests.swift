import BridgeCore
import Foundation
import Glibc
import HTTPTransport
import TestSupport
import Testing

@testable import checkbridge

/// That no secret comes out of the program anywhere, whatever goes wrong and whoever echoes what he was told.
@Suite(.timeLimit(.minutes(15)))
struct CanaryTests {
    private let canaries: CanaryWorld

    init() async throws {
        canaries = try await CanaryWorld()
    }

    @Test func noOutputHoldsASecret() async throws {
        var outputs = try await Searched(canaries).beforeItRuns()
        outputs += try await Searched(canaries).whileItRuns()
        outputs += try await Searched(canaries).afterItRan()
        #expect(outputs.filter(\.text.isEmpty).map(\.name) == [], "nothing was looked at there")
        #expect(canaries.aviary.leaks(in: outputs) == [])
        let names = outputs.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        print("searched: \(names.joined(separator: "; "))")
    }

    /// Else a new one would not be looked at.
    @Test func everyTypeOfSinkIsThere() throws {
        let text = try String(contentsOfFile: canaries.config, encoding: .utf8)
        for type in SinkRegister.types.map({ $0.word }) { #expect(text.contains("type: \(type)"), "\(type)") }
    }

    /// Else the search above would find nothing because there was nothing.
    @Test func theCanariesAreReallyTold() async throws {
        _ = try await canaries.program(["run", "--once", "--wait", "10s"])
        let told = canaries.told
        let sent = Set(canaries.aviary.all.filter { !$0.found(in: told).isEmpty }.map(\.name))
        let expected: Set = [
            "Slack path", "DingTalk token", "webhook path", "webhook query", "header", "header in a file",
            "URL in a file",
            "path of what is busy", "password in a URL", "password of a proxy", "path behind a proxy",
            "environment, URL",
            "wrong: access key id", "wrong: security token", "credentials URI path", "credentials URI query",
            "OIDC token file", "role: security token", "external id", "GitHub token",
            "Slack token", "Feishu path", "WeCom key", "Teams path", "Teams sig", "Discord path", "Telegram token",
            "Mattermost path", "Rocket.Chat path", "ntfy topic", "ntfy token", "Jira token", "GitLab token",
            "ServiceNow password", "PagerDuty key", "Opsgenie key", "Alertmanager path",
            "ticket webhook path", "ticket webhook token", "environment, body", "EventBridge key id",
            "EventBridge token", "SLS path",
            "mail password", "mail password in a file",
        ]
        #expect(expected.subtracting(sent) == [])
    }

    @Test(arguments: ["plain", "base64,", "base64url", "base64 twice", "percent-encoded", "JSON"])
    func aCanaryIsFoundHoweverItIsSpelt(spelling: String) {
        let canary = Canary(name: "c", text: "cnry1/2+3=4?5>6~7")
        let text = canary.text
        for before in ["", "a", "ab", "abc", "Basic user:"] {
            let base64 = Data("\(before)\(text) and more".utf8).base64EncodedString()
            let output =
                switch spelling {
                case "plain": text
                case "base64,": base64
                case "base64 twice": Data("Basic \(base64)".utf8).base64EncodedString()
                case "base64url": base64.replacing("+", with: "-").replacing("/", with: "_")
                case "JSON": text.replacing("/", with: "\\/")
                default: text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                }
            #expect(canary.found(in: "<\(output)>").contains { $0.hasPrefix(spelling) }, "\(before)")
        }
        #expect(canary.found(in: "nothing of the kind") == [])
    }
}

extension CanaryWorld {
    /// Runs a command with the configuration.
    func program(_ arguments: [String], _ file: String? = nil) async throws -> Program.Outcome {
        try await Program().run(arguments + ["--config", file ?? config], environment: environment)
    }
}

/// Everything that the program gives out, gathered.
private struct Searched {
    typealias Output = (name: String, text: String)

    private let canaries: CanaryWorld

    init(_ canaries: CanaryWorld) {
        self.canaries = canaries
    }

    // MARK: - One command after the other

    func beforeItRuns() async throws -> [Output] {
        var outputs = try await commands([
            ["check-config"], ["check-config", "--list"], ["doctor"], ["doctor", "--json"], ["policy"],
            ["policy", "--json"],
            ["plan"], ["plan", "--json"],
        ])
        for broken in [["check-config"], ["run"], ["doctor"], ["plan"]] {
            let outcome = try await canaries.program(broken, canaries.broken)
            #expect(outcome.status == 78)
            outputs.append((broken.joined(separator: " ") + ", broken configuration", outcome.output + outcome.errors))
        }
        for name in ["config", "event"] {
            let outcome = try await Program().run(["schema", name], environment: canaries.environment)
            outputs.append(("schema \(name)", outcome.output + outcome.errors))
        }
        // More than once, because the echo spells what it was told another way each time.
        for _ in 0..<2 { outputs += try await commands((CanaryWorld.sinks + ["out"]).map { ["sink", "test", $0] }) }
        let once = try await canaries.program(["run", "--once", "--wait", "5s"])
        #expect(once.status == 1)
        outputs += [("run --once, events on stdout", once.output), ("run --once, log on stderr", once.errors)]
        return try await outputs + rendered(once)
    }

    private func rendered(_ once: Program.Outcome) async throws -> [Output] {
        let line = try #require(once.lines.first { $0.contains("io.checkbridge.source.failing") })
        let event = try canaries.world.folder.write(line, to: "event.json")
        return try await commands(
            (CanaryWorld.sinks + ["out"]).map { ["render", "--sink", $0, "--event", event] }
                + [["route", "--event", event], ["route", "--event", event, "--json"]])
    }

    private func commands(_ commands: [[String]]) async throws -> [Output] {
        var outputs: [Output] = []
        for start in stride(from: 0, to: commands.count, by: 4) {
            outputs += try await together(Array(commands[start...].prefix(4)))
        }
        return outputs
    }

    private func together(_ commands: [[String]]) async throws -> [Output] {
        try await withThrowingTaskGroup(of: Output.self) { [canaries] group in
            for command in commands {
                group.addTask {
                    let outcome = try await canaries.program(command)
                    let name = command.map { $0.hasPrefix("/") ? "…" : $0 }.joined(separator: " ")
                    return (name, outcome.output + outcome.errors)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    // MARK: - The service

    func whileItRuns() async throws -> [Output] {
        let program = try Program().start(["run", "--config", canaries.config], environment: canaries.environment)
        let port = try #require(await listening(program))
        program.signal(SIGUSR1)
        var outputs: [Output] = [("/proc/PID/cmdline", try commandLine(program))]
        #expect(try await eventually { try await ask(port, "/api/v1/dead-letters").contains("\"items\":[{") })
        outputs += try await pages(port)
        outputs += try await commands(
            [
                ["healthcheck"], ["cursor", "show"], ["cursor", "show", "--json"], ["cursor", "verify"],
                ["cursor", "export"],
            ]
                + Self.deadLetters + CanaryWorld.sinks.map { ["sink", "test", $0] })
        outputs += try await reloads(program, port) + replay(port)
        program.signal(SIGTERM)
        let outcome = await program.outcome()
        #expect(outcome.status == 0)
        // That it came to what was to be looked at.
        for words in ["heartbeat is not taken", "sink paused", "dead letter", "refused to connect"] {
            #expect(outcome.errors.contains(words), "\(words)")
        }
        return outputs + [("run, events on stdout", outcome.output), ("run, log on stderr at debug", outcome.errors)]
    }

    private static let deadLetters = [
        ["dead-letters", "list"], ["dead-letters", "list", "--json"], ["dead-letters", "show", "--all"],
        ["dead-letters", "show", "--all", "--json"], ["dead-letters", "replay", "--all", "--sink", "dead"],
    ]

    private func commandLine(_ program: RunningProgram) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "/proc/\(program.processID)/cmdline")), as: UTF8.self)
    }

    private func listening(_ program: RunningProgram) async -> Int? {
        let line = await program.lineOnErrors(containing: "\"listening\"") ?? ""
        return (try? JSONValue(parsing: line))?["address"]?.string?.split(separator: ":").last.flatMap { Int($0) }
    }

    /// Everything that can be got, and the refusal of whoever has no token or a wrong one.
    private func pages(_ port: Int) async throws -> [Output] {
        let description = try JSONValue(parsing: try await answer(port, "/api/v1/openapi.json").body)
        let paths = (description["paths"]?.members ?? []).filter { $0.value["get"] != nil }.map(\.name)
        #expect(paths.count > 8)
        var outputs: [Output] = []
        for path in paths + ["/", "/nowhere"] {
            outputs.append(("GET \(path)", try await ask(port, path)))
        }
        outputs.append(("POST /-/reload with a wrong token", try await ask(port, "/-/reload", .post, token: "x")))
        return outputs
    }

    /// Last, because it takes the letters away for a while.
    private func replay(_ port: Int) async throws -> [Output] {
        let path = "/api/v1/dead-letters/replay"
        return [("POST \(path)", try await ask(port, path, .post, Array(#"{"all":true}"#.utf8)))]
    }

    /// The status, headers and body of an answer.
    private func ask(
        _ port: Int, _ path: String, _ method: HTTPRequest.Method = .get, _ body: [UInt8]? = nil, token: String? = nil
    ) async throws -> String {
        let answer = try await answer(port, path, method, body, token: token)
        let headers = answer.headers.map { "\($0.name): \($0.value)" }.joined(separator: " ")
        return "\(answer.status) \(headers) \(String(decoding: answer.body, as: UTF8.self))"
    }

    private func answer(
        _ port: Int, _ path: String, _ method: HTTPRequest.Method = .get, _ body: [UInt8]? = nil, token: String? = nil
    ) async throws -> HTTPResponse {
        let token = token ?? canaries.aviary("console token")
        return try await canaries.world.send(
            HTTPRequest(
                method: method, url: "http://127.0.0.1:\(port)\(path)",
                headers: [HTTPHeader(name: "Authorization", value: "Bearer \(token)")], body: body))
    }

    private func reloads(_ program: RunningProgram, _ port: Int) async throws -> [Output] {
        let good = try String(contentsOfFile: canaries.config, encoding: .utf8)
        _ = try canaries.world.folder.write(
            String(contentsOfFile: canaries.broken, encoding: .utf8), to: "canaries.yaml")
        let refused = try await ask(port, "/-/reload", .post)
        #expect(refused.hasPrefix("422"))
        program.signal(SIGHUP)
        #expect(await program.lineOnErrors(containing: "not reloaded") != nil)
        let metrics = try await ask(port, "/metrics")
        _ = try canaries.world.folder.write(good, to: "canaries.yaml")
        return [("POST /-/reload, broken configuration", refused), ("GET /metrics after it", metrics)]
    }

    // MARK: - What is left

    func afterItRan() async throws -> [Output] {
        let state = URL(filePath: canaries.world.folder.path("state"))
        let names = try FileManager.default.contentsOfDirectory(atPath: state.path).sorted()
        #expect(names.contains("cursor.json") && names.contains("cursor.journal"))
        var outputs: [Output] = [("state_dir, names", names.joined(separator: " "))]
        for name in names where name.hasPrefix("cursor.") {
            outputs.append(
                (
                    "state_dir/\(name)",
                    String(decoding: try Data(contentsOf: state.appending(path: name)), as: UTF8.self)
                ))
        }
        return try await outputs
            + commands([
                ["cursor", "show"], ["cursor", "show", "--json"], ["cursor", "verify"], ["cursor", "export"],
                ["dead-letters", "list"], ["dead-letters", "show", "--all", "--json"], ["healthcheck"],
                ["dead-letters", "drop", "--all"],
            ]).map { ("\($0.name), stopped", $0.text) }
    }
}
