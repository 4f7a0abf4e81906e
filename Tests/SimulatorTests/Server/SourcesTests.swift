import AlibabaCloud
import BridgeCore
import Simulator
import Testing

/// The product's own sources against the simulated vendor.
@Suite(.timeLimit(.minutes(1))) struct SourcesTests {
    private func client(_ live: LiveSimulator, key: AccessKey = .simulated) throws -> APIClient {
        let endpoint = try #require(Endpoint(parsing: "http://127.0.0.1:\(live.port)"))
        let chance = LiveSimulator.Chance()
        return APIClient(
            account: "prod",
            endpoints: Endpoints(
                region: "cn-hangzhou", overrides: [.securityCenter: endpoint, .cloudFirewall: endpoint]),
            credentials: StaticCredentials(
                accessKeyID: .literal(key.id), accessKeySecret: .literal(key.secret),
                securityToken: key.token.map { .literal($0) }, file: { _, _ in [] }),
            http: live.transport, limiter: RateLimiter(perSecond: 10_000),
            surroundings: Surroundings(
                now: { .noon }, uptime: { .zero }, sleep: { _ in }, random: { UInt64(chance.next()) }))
    }

    @Test func riskChecksMakeACompleteSnapshot() async throws {
        try await LiveSimulator.run { live in
            let poll = try await RiskCheckSource(name: "risk", client: try client(live)).poll(knowing: [:])
            #expect(poll.snapshots.map(\.completeness) == [.complete])
            #expect(poll.snapshots.map(\.count) == [44])
        }
    }

    @Test func checkResultsMakeACompleteSnapshot() async throws {
        try await LiveSimulator.run { live in
            let options = CheckResultSource.Options(pageSize: 20)
            let source = CheckResultSource(name: "check", client: try client(live), options: options)
            let poll = try await source.poll(knowing: [:])
            #expect(poll.snapshots.map(\.completeness) == [.complete])
            #expect(poll.snapshots.map(\.count) == [44])
        }
    }

    @Test func theTwoAPIsAgreeUntilTheyDoNot() async throws {
        try await LiveSimulator.run { live in
            let client = try client(live)
            let source = ShadowedSource(
                RiskCheckSource(name: "risk", client: client), shadow: CheckResultSource(name: "risk", client: client))
            let first = try await source.poll(knowing: [:]).remarks
            #expect(first.count == 1)
            #expect(first.first?.contains("agree on all 44 checks") == true)
            try await live.simulator.apply(.checkStatus(5, "PASS"))
            let second = try await source.poll(knowing: [:]).remarks
            #expect(
                second.dropFirst() == [
                    "shadow: RDS - whitelist configurations: status failed, but pass in ListCheckResult"
                ])
        }
    }

    @Test func anAPIThatIsGoneIsNoResolution() async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("ListCheckResult", .retired))
            let source = CheckResultSource(name: "check", client: try client(live))
            let error = await #expect(throws: SourceError.self) { try await source.poll(knowing: [:]) }
            #expect(error?.reason == .retired)
        }
    }

    @Test func aRolesKeyReadsItsOwnAccount() async throws {
        try await LiveSimulator.run { live in
            let session = RoleSession(
                role: RoleARN(account: "42", role: "reader"), name: "tests", expiry: .noon + .seconds(900))
            let key = SessionIssuer(seed: 1).issue(session, nonce: "n")
            let poll = try await AclCheckSource(name: "acl", client: try client(live, key: key)).poll(knowing: [:])
            #expect(poll.snapshots.allSatisfy { $0.completeness == .complete })
            #expect(poll.snapshots.map(\.count) == [50, 50, 50, 50])
        }
    }

    @Test func aclChecksMakeACompleteSnapshotOfEachScope() async throws {
        try await LiveSimulator.run { live in
            let poll = try await AclCheckSource(name: "acl", client: try client(live)).poll(knowing: [:])
            let tasks = await live.simulator.cloud.tasks
            #expect(poll.failures.isEmpty)
            #expect(poll.snapshots.count == tasks.count)
            #expect(poll.snapshots.allSatisfy { $0.completeness == .complete })
            #expect(poll.snapshots.map(\.count).reduce(0, +) == tasks.reduce(0) { $0 + $1.findings.count })
        }
    }

    @Test func aPassingFaultIsRiddenOut() async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .throttle(wait: .milliseconds(1))))
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .truncated))
            let poll = try await RiskCheckSource(name: "risk", client: try client(live)).poll(knowing: [:])
            #expect(poll.snapshots.map(\.completeness) == [.complete])
        }
    }

    @Test func aTotalThatMovesMakesTheAnswerIncomplete() async throws {
        try await LiveSimulator.run { live in
            await live.simulator.inject(FaultRule("DescribeRiskCheckResult", .total(off: 3), page: 2))
            let options = RiskCheckSource.Options(pageSize: 20)
            let source = RiskCheckSource(name: "risk", client: try client(live), options: options)
            let poll = try await source.poll(knowing: [:])
            #expect(poll.snapshots.map(\.completeness) != [.complete])
        }
    }
}
