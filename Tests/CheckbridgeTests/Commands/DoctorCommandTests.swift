import BridgeCore
import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `checkbridge doctor` as a user runs it, against the simulator.
@Suite(.timeLimit(.minutes(2)))
struct DoctorCommandTests {
    private let world: SimulatedWorld
    private let config: String
    private static let secrets = ["pathSECRETpath", "tokenSECRETtoken", "simulated-access-key-secret-01", "keySECRET"]

    init() async throws {
        world = try await SimulatedWorld()
        config = try world.configuration(
            sinks: """
                [{name: siem, type: webhook, url: "http://127.0.0.1:\(world.port)/hook/pathSECRETpath"},
                 {name: out, type: stdout}]
                """, route: "{sinks: [siem, out]}")
    }

    private func replace(_ text: String, with other: String) throws {
        let content = try String(contentsOfFile: config, encoding: .utf8)
        #expect(content.contains(text))
        _ = try world.folder.write(content.replacing(text, with: other), to: "checkbridge.yaml")
    }

    /// Runs it, and sees to it that no secret shows.
    private func doctor(_ arguments: String...) async throws -> Program.Outcome {
        let outcome = try await Program().run(["doctor", "--config", config] + arguments)
        for secret in Self.secrets { #expect(!(outcome.output + outcome.errors).contains(secret)) }
        return outcome
    }

    /// The checks of a section.
    private func checks(_ outcome: Program.Outcome, _ kind: String, _ name: String) throws -> [JSONValue] {
        let sections = try JSONValue(parsing: outcome.output)["sections"]?.array ?? []
        let section = sections.first { $0["kind"]?.string == kind && $0["name"]?.string == name }
        return try #require(section?["checks"]?.array)
    }

    private func verdicts(_ checks: [JSONValue]) -> [String?] { checks.map { $0["verdict"]?.string } }

    @Test func aGoodSetupIsToldLineByLineAndNothingIsChangedOrSent() async throws {
        let outcome = try await doctor()
        #expect(outcome.status == 0, "\(outcome.output)")
        for line in [
            "account test (cn-hangzhou)", "of account 1234567890123456", "DescribeRiskCheckResult  44 checks",
            "24 tasks, 24 finished", "clock", "sink siem (webhook, http://127.0.0.1:\(world.port)/***)",
            "connected to 127.0.0.1", "checkbridge would work as configured",
        ] { #expect(outcome.output.contains(line), "\(line) is missing in:\n\(outcome.output)") }
        #expect(try !world.folder.names.contains("state"))
        #expect(try await world.received(by: "webhook")["messages"]?.array?.isEmpty == true)
    }

    @Test func aWrongSecretIsExplainedOnceAndNothingElseIsAsked() async throws {
        try replace("simulated-access-key-secret-01", with: "keySECRET-that-is-wrong")
        let outcome = try await doctor("--json")
        #expect(outcome.status == 1)
        let identity = try #require(
            try checks(outcome, "account", "test").first { $0["check"]?.string == "identity" })
        #expect(identity["verdict"]?.string == "fail")
        #expect(identity["facts"]?["code"]?.string == "SignatureDoesNotMatch")
        #expect(identity["advice"]?.string?.contains("The access key secret is wrong") == true)
        #expect(try verdicts(checks(outcome, "source", "risk")) == ["skip"])
        #expect(try verdicts(checks(outcome, "source", "acl")) == ["skip", "skip"])
    }

    @Test func aMissingPermissionIsNamed() async throws {
        try await world.post("/simulator/faults", #"{"action":"DescribeAclChecks","fault":"forbidden","times":4}"#)
        let outcome = try await doctor("--json")
        #expect(outcome.status == 1)
        let calls = try checks(outcome, "source", "acl")
        #expect(verdicts(calls) == ["fail", "ok"])
        #expect(calls.first?["facts"]?["permission"]?.string == "yundun-cloudfirewall:DescribeAclChecks")
        #expect(calls.first?["facts"]?["reason"]?.string == "permission")
        #expect(try verdicts(checks(outcome, "source", "risk")) == ["ok"])
    }

    @Test func aRetiredAPIIsToldWithItsSuccessor() async throws {
        try await world.post(
            "/simulator/faults",
            #"{"action":"DescribeRiskCheckResult","fault":"status","status":404,"body":"{\"Code\":\"InvalidAction.NotFound\"}"}"#
        )
        let outcome = try await doctor()
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("FAIL  DescribeRiskCheckResult  InvalidAction.NotFound"))
        #expect(outcome.output.contains("ListCheckResult"))
    }

    @Test func throttlingIsNoReasonToFail() async throws {
        try await world.post("/simulator/faults", #"{"action":"DescribeRiskCheckResult","fault":"throttle"}"#)
        let outcome = try await doctor("--json")
        #expect(outcome.status == 0)
        #expect(try verdicts(checks(outcome, "source", "risk")) == ["warn"])
    }

    @Test func aClockThatIsOffIsMeasured() async throws {
        let vendor = try ScriptedServer { _ in
            [
                .answer(
                    400, headers: ["Date: Sun, 06 Nov 1994 08:49:37 GMT"],
                    body: Array(#"{"Code":"InvalidTimeStamp.Expired","Message":"expired"}"#.utf8))
            ]
        }
        defer { vendor.stop() }
        try replace("sts: \"http://127.0.0.1:\(world.port)\"", with: "sts: \"\(vendor.url)\"")
        let outcome = try await doctor("--json")
        #expect(outcome.status == 1)
        let account = try checks(outcome, "account", "test")
        let clock = try #require(account.first { $0["check"]?.string == "clock" })
        #expect(clock["verdict"]?.string == "fail")
        #expect(try #require(clock["facts"]?["skew_ms"]?.integer) > 900_000)
        #expect(try verdicts(checks(outcome, "source", "risk")) == ["skip"])
    }

    @Test func aVendorThatDoesNotAnswerIsToldInTime() async throws {
        try await world.post(
            "/simulator/faults", #"{"action":"DescribeRiskCheckResult","fault":"slow","delay_ms":60000}"#)
        let outcome = try await doctor("--timeout", "500ms", "--json")
        #expect(outcome.status == 1)
        let call = try #require(try checks(outcome, "source", "risk").first)
        #expect(call["verdict"]?.string == "fail")
        #expect(call["facts"]?["code"]?.string == "timeout")
    }

    @Test func aSinkThatCannotBeReachedAndOneWithoutItsKeyFail() async throws {
        try replace(
            "{name: out, type: stdout}",
            with: """
                {name: out, type: stdout},
                {name: dead, type: webhook, url: "http://127.0.0.1:1/pathSECRETpath"},
                {name: ding, type: dingtalk, secret_file: /nonexistent/key,
                 url: "http://127.0.0.1:\(world.port)/robot/send?access_token=tokenSECRETtoken"}
                """)
        let outcome = try await doctor("--json")
        #expect(outcome.status == 1)
        #expect(try verdicts(checks(outcome, "sink", "dead")) == ["ok", "ok", "fail"])
        #expect(try verdicts(checks(outcome, "sink", "ding")) == ["fail", "ok"])
        #expect(try checks(outcome, "sink", "ding").first?["message"]?.string?.contains("/nonexistent/key") == true)
        #expect(try verdicts(checks(outcome, "sink", "siem")) == ["ok", "ok", "ok"])
    }

    @Test func anAddressThatAnotherProgramHasFails() async throws {
        try replace("listen: \"off\"", with: "listen: 127.0.0.1:\(world.port)")
        let outcome = try await doctor("--json")
        #expect(outcome.status == 1)
        #expect(try verdicts(checks(outcome, "listen", "127.0.0.1:\(world.port)")) == ["fail"])
    }

    @Test func itLooksBesideARunningService() async throws {
        let service = try Program().start(["run", "--config", config])
        #expect(await service.lineOnErrors(containing: "running") != nil)
        let outcome = try await doctor()
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("and answers"))
        service.signal(SIGTERM)
        #expect(await service.outcome().status == 0)
    }

    @Test func aDamagedCursorIsFoundAndLeftAsItIs() async throws {
        #expect(try await Program().run(["run", "--once", "--config", config]).status == 0)
        let path = world.folder.path("state/cursor.json")
        let damaged = try String(contentsOfFile: path, encoding: .utf8).replacing("\"", with: "'")
        try damaged.write(toFile: path, atomically: true, encoding: .utf8)
        let outcome = try await doctor()
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("checkbridge cursor verify"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == damaged)
    }

    @Test func aBrokenConfigurationExitsWith78() async throws {
        let broken = try world.folder.write("accounts: 3", to: "broken.yaml")
        let outcome = try await Program().run(["doctor", "--config", broken])
        #expect(outcome.status == 78 && outcome.output == "")
    }
}
