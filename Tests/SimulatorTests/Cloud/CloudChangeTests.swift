import BridgeCore
import Simulator
import Testing

@Suite struct CloudChangeTests {
    private let scope = AclScope(.nat, .duplicate)

    @Test func anItemFails() throws {
        var cloud = SimulatedCloud.standard(at: .noon)
        try cloud.apply(.item(3, status: "failed"), at: .noon)
        #expect(cloud.check(3)?.status == "failed")
        #expect(cloud.check(3)?.affected == 1)
    }

    @Test func nothingIsAffectedByWhatPasses() throws {
        var cloud = SimulatedCloud.standard(at: .noon)
        try cloud.apply(.item(5, status: "pass"), at: .noon)
        #expect(cloud.check(5)?.affected == 0)
    }

    @Test func aRunSettlesWhenItsTimeHasCome() throws {
        let caller = Caller()
        try caller.simulation.apply(.run(12, becoming: "failed", affected: 4, lasting: .seconds(5)), at: .noon)
        caller.now = .noon + .seconds(4)
        #expect(try caller.riskChecks(["ItemIds.1": "12"]).items.first?["Status"]?.string == "running")
        caller.now = .noon + .seconds(5)
        let settled = try caller.riskChecks(["ItemIds.1": "12"]).items.first
        #expect(settled?["Status"]?.string == "failed")
        #expect(settled?["AffectedCount"]?.integer == 4)
    }

    @Test func whatIsSetByHandOverrulesARun() throws {
        let caller = Caller()
        try caller.simulation.apply(.run(12, becoming: "failed", lasting: .seconds(5)), at: .noon)
        try caller.simulation.apply(.item(12, status: "ignored"), at: .noon)
        caller.now = .noon + .seconds(9)
        #expect(try caller.riskChecks(["ItemIds.1": "12"]).items.first?["Status"]?.string == "ignored")
    }

    @Test func anItemAppears() throws {
        let caller = Caller()
        #expect(try caller.riskChecks(["ItemIds.1": "40"]).items.isEmpty)
        try caller.simulation.apply(.item(40, listed: true), at: .noon)
        #expect(try caller.riskChecks(["ItemIds.1": "40"]).items.count == 1)
    }

    @Test func aRerunTaskIsNewButKeepsItsStatuses() throws {
        let caller = Caller()
        let old = try caller.taskID(scope)
        let statuses = caller.simulation.cloud.task(scope)?.findings.map(\.status)
        try caller.simulation.apply(.rerun(scope), at: .noon)
        #expect(try caller.taskID(scope) != old)
        #expect(try caller.findings(old).code == "ErrorAclCheckNotExist")
        #expect(caller.simulation.cloud.task(scope)?.findings.map(\.status) == statuses)
        #expect(caller.simulation.cloud.task(scope)?.lastCheck == .noon)
    }

    @Test func findingsComeAndGo() throws {
        var cloud = SimulatedCloud.standard(at: .noon)
        let before = cloud.task(scope)?.findings.map(\.uuid) ?? []
        try cloud.apply(.removeFinding(scope, uuid: before[0]), at: .noon)
        try cloud.apply(.addFinding(scope), at: .noon)
        let after = cloud.task(scope)?.findings ?? []
        #expect(after.dropLast().map(\.uuid) == Array(before.dropFirst()))
        #expect(after.last?.status == "Pending")
    }

    @Test func aTaskCanBeUnderWay() throws {
        let caller = Caller()
        try caller.simulation.apply(.progress(scope, .checking), at: .noon)
        let tasks = try caller.call("DescribeAclChecks", ["AclType": "NAT"]).tasks
        #expect(tasks.filter { $0["CheckStatus"]?.string == "Checking" }.count == 1)
    }

    @Test func whatIsNotThereCannotBeChanged() {
        var cloud = SimulatedCloud.standard(at: .noon)
        #expect(throws: CloudChangeError.unknownItem(9)) { try cloud.apply(.item(9, status: "pass"), at: .noon) }
        #expect(throws: CloudChangeError.unknownFinding(scope, uuid: "x")) {
            try cloud.apply(.finding(scope, uuid: "x", status: "Ignored"), at: .noon)
        }
    }
}
