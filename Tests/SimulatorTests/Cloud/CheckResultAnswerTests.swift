import BridgeCore
import Simulator
import Testing

@Suite struct CheckResultAnswerTests {
    @Test func theTwoAPIsTellTheSame() throws {
        let caller = Caller()
        let items = try caller.riskChecks(["PageSize": "100", "Lang": "en"]).items
        let checks = try caller.checkResults(["PageSize": "100", "Lang": "en"]).checks
        #expect(checks.map { $0["CheckShowName"]?.string } == items.map { $0["Title"]?.string })
        let words = ["pass": "PASS", "failed": "NOT_PASS", "waiting": "NOT_CHECK"]
        for (item, check) in zip(items, checks) {
            let status = item["Status"]?.string ?? ""
            #expect(check["Status"]?.string == words[status, default: "WHITELIST"])
            #expect(check["RiskLevel"]?.string == item["RiskLevel"]?.string?.uppercased())
        }
    }

    @Test func aCheckHasItsOwnNumber() throws {
        let caller = Caller()
        let answer = try caller.checkResults(["CheckIds.1": "405", "Lang": "en"])
        let check = try #require(answer.checks.first)
        #expect(check["CheckId"]?.integer == 405)
        #expect(check["CheckShowName"]?.string == "RDS - whitelist configurations")
        #expect(check["InstanceType"]?.string == "RDS")
        #expect(check["CheckPolicies"]?.array?.first?["RequirementShowName"]?.string == "Network access control")
        #expect(answer.json["PageInfo"]?["TotalCount"]?.integer == 1)
        #expect(answer.json["PageInfo"]?["Count"]?.integer == 1)
    }

    @Test func aRunShowsAsChecking() throws {
        let caller = Caller()
        try caller.simulation.apply(.run(3, becoming: "failed", lasting: .seconds(9)), at: .noon)
        #expect(try caller.checkResults(["CheckIds.1": "403"]).checks.first?["Status"]?.string == "CHECKING")
        caller.now = .noon + .seconds(10)
        #expect(try caller.checkResults(["CheckIds.1": "403"]).checks.first?["Status"]?.string == "NOT_PASS")
    }

    @Test func itCanBeMadeToDisagree() throws {
        let caller = Caller()
        #expect(try caller.control("POST", "items/3", #"{"check_status":"FAILED"}"#).status == 200)
        #expect(try caller.checkResults(["CheckIds.1": "403"]).checks.first?["Status"]?.string == "FAILED")
        #expect(try caller.riskChecks(["ItemIds.1": "3"]).items.first?["Status"]?.string == "pass")
        #expect(try caller.control("POST", "items/3", #"{"check_status":null}"#).status == 200)
        #expect(try caller.checkResults(["CheckIds.1": "403"]).checks.first?["Status"]?.string == "PASS")
    }

    @Test(arguments: [
        (Fault.total(off: 3), "TotalCount", 47), (.total(off: -1), "TotalCount", 43), (.clamp(size: 10), "Count", 10),
    ])
    func pagesMisbehaveAsPlanned(fault: Fault, member: String, value: Int64) throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("ListCheckResult", fault))
        #expect(try caller.checkResults(["PageSize": "100"]).json["PageInfo"]?[member]?.integer == value)
    }
}
