import AlibabaCloud
import BridgeCore
import HTTPTransport
import Logging
import Simulator
import Testing

/// Over true connections.
@Suite(.timeLimit(.minutes(1))) struct SimulatorServerTests {
    @Test func aSignedCallIsAnswered() async throws {
        try await LiveSimulator.run { live in
            let response = try await live.riskChecks()
            #expect(response.status == 200)
            #expect(response.value(of: "x-acs-request-id") != nil)
            #expect(try JSONValue(parsing: response.body)["TotalCount"]?.integer == 44)
        }
    }

    @Test func aWrongSecretIsRefused() async throws {
        try await LiveSimulator.run { live in
            var key = AccessKey.simulated
            key.secret = "another"
            let status = try await live.riskChecks(key: key).status
            #expect(status == 400)
        }
    }

    @Test(arguments: [Fault.reset, .resetAfter]) func aResetBreaksTheConnection(_ fault: Fault) async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", fault))
            let error = await #expect(throws: HTTPTransportError.self) { _ = try await live.riskChecks() }
            guard case .interrupted = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let status = try await live.riskChecks().status
            #expect(status == 200)
        }
    }

    @Test func truncatedJSONHasAMatchingLength() async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .truncated))
            let response = try await live.riskChecks()
            #expect(response.status == 200)
            #expect(response.value(of: "Content-Length") == "\(response.body.count)")
            #expect(throws: JSONError.self) { try JSONValue(parsing: response.body) }
        }
    }

    @Test func htmlComesWith200() async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .html))
            let response = try await live.riskChecks()
            #expect(response.status == 200)
            #expect(response.value(of: "Content-Type") == "text/html")
        }
    }

    @Test func aHugeAnswerIsAsLargeAsPlanned() async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .huge(bytes: 300_001)))
            let size = try await live.riskChecks().body.count
            #expect(size == 300_001)
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .huge(bytes: 8 << 20)))
            await #expect(throws: HTTPTransportError.bodyTooLarge(limit: 1 << 20)) { _ = try await live.riskChecks() }
        }
    }

    @Test func aSlowAnswerRunsIntoTheCallersTimeout() async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .slow(.seconds(30))))
            await #expect(throws: HTTPTransportError.timeout(connecting: false)) {
                _ = try await live.riskChecks(timeout: .seconds(2))
            }
        }
    }

    @Test func throttlingCarriesItsHeader() async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .throttle(wait: .seconds(2))))
            let response = try await live.riskChecks()
            #expect(response.status == 400)
            #expect(response.value(of: "x-acs-retry-after") == "2000")
        }
    }

    @Test func whatHappensIsTold() async throws {
        try await LiveSimulator.run { live in
            _ = try await live.riskChecks()
            _ = try await live.post("/services/T1/B1/s", #"{"text":"hello"}"#)
            var events = live.simulator.events.makeAsyncIterator()
            #expect(await events.next() == .answered(call: "DescribeRiskCheckResult", page: nil, status: 200))
            guard case .accepted(let message) = await events.next() else {
                Issue.record("no message")
                return
            }
            #expect(message.title == "hello")
        }
    }

    @Test func theControlAPIAnswersOnLoopback() async throws {
        try await LiveSimulator.run { live in
            let status = try await live.post("/simulator/items/3", #"{"status":"failed"}"#).status
            #expect(status == 200)
            #expect(await live.simulator.cloud.check(3)?.status == "failed")
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        try await LiveSimulator.run { live in
            let body = String(repeating: " ", count: (1 << 20) + 1)
            let status = try await live.post("/services/T1/B1/s", body).status
            #expect(status == 413)
        }
    }

    @Test func aTakenPortIsNamed() async throws {
        try await LiveSimulator.run { live in
            let second = SimulatorServer(live.simulator, port: live.port, logger: Logger(label: "second"))
            let error = await #expect(throws: SimulatorServerError.self) { try await second.run { _ in } }
            #expect(error?.description.contains("127.0.0.1:\(live.port)") == true)
        }
    }
}
