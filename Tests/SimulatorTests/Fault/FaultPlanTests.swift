import Simulator
import Testing

@Suite struct FaultPlanTests {
    @Test func aFaultBefallsAsManyRequestsAsPlanned() throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("DescribeRiskCheckResult", .status(500), after: 1, times: 2))
        let statuses = try (1...4).map { _ in try caller.riskChecks().status }
        #expect(statuses == [200, 500, 500, 200])
    }

    @Test func aFaultOfOnePageLeavesOthersAlone() throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("DescribeRiskCheckResult", .status(503), page: 2, times: 9))
        let statuses = try ["1", "2", "3"].map { try caller.riskChecks(["CurrentPage": $0]).status }
        #expect(statuses == [200, 503, 200])
    }

    @Test func aFaultOfOneActionLeavesOthersAlone() throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("DescribeAclChecks", .status(503)))
        #expect(try caller.riskChecks().status == 200)
        #expect(try caller.call("DescribeAclChecks", ["AclType": "VPC"]).status == 503)
    }

    @Test func aFaultOfEverythingBefallsAnyRequest() throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("*", .status(503)))
        #expect(try caller.riskChecks().status == 503)
    }

    @Test func aPlanTakesNoMoreThanAThousandFaults() {
        var simulation = Simulation(.standard(at: .noon))
        let added = (1...1001).map { _ in simulation.inject(FaultRule("slack", .reset)) }
        #expect(added == Array(repeating: true, count: 1000) + [false])
    }
}
