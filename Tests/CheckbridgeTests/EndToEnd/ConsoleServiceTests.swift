import BridgeCore
import Foundation
import HTTPTransport
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The HTTP side of the program as a service.
@Suite(.timeLimit(.minutes(2)))
struct ConsoleServiceTests {
    private let world: SimulatedWorld
    private static let token = "a-token-that-is-long-enough"

    init() async throws {
        world = try await SimulatedWorld()
    }

    private func configuration(_ extra: String = "", sinks: String = "[{name: out, type: stdout}]") throws -> String {
        try world.configuration(
            listen: "{address: \"127.0.0.1:0\", token: \(Self.token)}", sinks: sinks, route: "{sinks: [out]}",
            extra: extra)
    }

    private struct Service {
        let program: RunningProgram
        let port: Int
    }

    private func start(_ config: String) async throws -> Service {
        let program = try Program().start(["run", "--config", config])
        return Service(program: program, port: await port(program))
    }

    private func port(_ program: RunningProgram) async -> Int {
        let line = await program.lineOnErrors(containing: "\"listening\"") ?? ""
        return (try? JSONValue(parsing: line))?["address"]?.string?.split(separator: ":").last.flatMap { Int($0) } ?? 0
    }

    private func ask(_ method: HTTPRequest.Method, _ port: Int, _ path: String, _ body: String? = nil) async throws -> (
        status: Int, text: String
    ) {
        let answer = try await world.send(
            HTTPRequest(
                method: method, url: "http://127.0.0.1:\(port)\(path)",
                headers: [HTTPHeader(name: "Authorization", value: "Bearer \(Self.token)")],
                body: body.map { Array($0.utf8) }))
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    private func stop(_ service: Service) async {
        service.program.signal(SIGTERM)
        #expect(await service.program.outcome().status == 0)
    }

    @Test func itSaysThatItIsReadyAndWhatItKnows() async throws {
        let service = try await start(configuration())
        #expect(try await eventually { try await ask(.get, service.port, "/readyz").status == 200 })
        #expect(try await ask(.get, service.port, "/healthz").status == 200)
        let findings = try await ask(.get, service.port, "/api/v1/findings?source=risk&state=open").text
        #expect(try JSONValue(parsing: findings)["items"]?.array?.isEmpty == false)
        #expect(try await ask(.get, service.port, "/metrics").text.contains("checkbridge_polls_total"))
        await stop(service)
    }

    @Test func aReloadTakesWhatIsNewAndLosesNothing() async throws {
        let service = try await start(configuration())
        #expect(try await eventually { try await ask(.get, service.port, "/readyz").status == 200 })
        _ = try configuration(sinks: "[{name: out, type: stdout}, {name: more, type: stdout}]")
        #expect(try await ask(.post, service.port, "/-/reload").status == 202)
        let port = await port(service.program)
        let sinks = try await ask(.get, port, "/api/v1/sinks").text
        #expect(try JSONValue(parsing: sinks)["items"]?.array?.count == 2)
        #expect(try await eventually { try await ask(.get, port, "/readyz").status == 200 })
        service.program.signal(SIGTERM)
        let outcome = await service.program.outcome()
        #expect(outcome.status == 0)
        // The baseline of before the reload was not taken again.
        #expect(outcome.lines.count { $0.contains("io.checkbridge.baseline") } == 2)
    }

    @Test func aBrokenConfigurationIsRefusedAndTheOneBeforeGoesOn() async throws {
        let service = try await start(configuration())
        _ = try configuration("bogus: 1")
        let refused = try await ask(.post, service.port, "/-/reload")
        #expect(refused.status == 422)
        #expect(refused.text.contains("bogus"))
        service.program.signal(SIGHUP)
        #expect(await service.program.lineOnErrors(containing: "not reloaded") != nil)
        let metrics = try await ask(.get, service.port, "/metrics").text
        #expect(metrics.contains("checkbridge_config_last_reload_successful 0\n"))
        await stop(service)
    }

    @Test func aConfigurationThatDoesNotStartIsFollowedByTheOneBefore() async throws {
        let service = try await start(configuration())
        let text = try String(contentsOfFile: configuration(), encoding: .utf8)
        let broken = text.replacing("state_dir: \(world.folder.path("state"))", with: "state_dir: /dev/null/nowhere")
        _ = try world.folder.write(broken, to: "checkbridge.yaml")
        #expect(try await ask(.post, service.port, "/-/reload").status == 202)
        #expect(await service.program.lineOnErrors(containing: "the one before goes on") != nil)
        let port = await port(service.program)
        #expect(try await ask(.get, port, "/healthz").status == 200)
        service.program.signal(SIGTERM)
        #expect(await service.program.outcome().status == 0)
    }

    @Test func signalsReloadAndTurnTheLog() async throws {
        let service = try await start(configuration())
        service.program.signal(SIGUSR1)
        #expect(await service.program.lineOnErrors(containing: "the log level is changed")?.contains("debug") == true)
        #expect(try await ask(.get, service.port, "/api/v1/log-level").text == #"{"level":"debug"}"#)
        service.program.signal(SIGHUP)
        #expect(await service.program.lineOnErrors(containing: "reloading") != nil)
        let port = await port(service.program)
        #expect(try await ask(.get, port, "/api/v1/log-level").text == #"{"level":"info"}"#)
        service.program.signal(SIGTERM)
        #expect(await service.program.outcome().status == 0)
    }

    @Test func healthcheckAsksOverTheSocketToo() async throws {
        let config = try configuration()
        let none = try await Program().run(["healthcheck", "--config", config])
        #expect(none.status == 1)
        #expect(none.lines.count == 1)
        let service = try await start(config)
        let check = try await Program().run(["healthcheck", "--config", config])
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output == "ok\n")
        await stop(service)
    }

    @Test func healthcheckAsksOverHTTP() async throws {
        let port = try FreePort.find()
        let config = try world.configuration(
            listen: "127.0.0.1:\(port)", sinks: "[{name: out, type: stdout}]", route: "{sinks: [out]}")
        let none = try await Program().run(["healthcheck", "--config", config])
        #expect(none.status == 1)
        #expect(none.output.hasPrefix("no answer"))
        let service = try await start(config)
        #expect(service.port == port)
        #expect(try await Program().run(["healthcheck", "--config", config]).output == "ok\n")
        await stop(service)
    }
}

/// A port that nobody listens on, as far as one can know.
private enum FreePort {
    static func find() throws -> Int {
        let server = try ScriptedServer { _ in [] }
        defer { server.stop() }
        return Int(server.port)
    }
}
