import BridgeCore
import HTTPTransport
import Simulator
import Testing

@Suite struct OperationTests {
    @Test func aRequestWithoutAnActionIsRefused() throws {
        let caller = Caller()
        let answer = try caller.send(caller.request("DescribeRiskCheckResult").with("x-acs-action", nil))
        #expect(answer.status == 400)
        #expect(answer.code == "MissingAction")
    }

    @Test func anUnknownActionIs404() throws {
        let caller = Caller()
        let answer = try caller.call("DescribeEverything")
        #expect(answer.status == 404)
        #expect(answer.code == "InvalidAction.NotFound")
    }

    @Test func anActionOfAnotherVersionIs404() throws {
        let caller = Caller()
        let answer = try caller.send(caller.request("DescribeAclCheck").with("x-acs-version", "2018-12-03"))
        #expect(answer.status == 404)
        #expect(answer.code == "InvalidAction.NotFound")
    }

    @Test(arguments: ["DescribeAclChecks", "DescribeAclCheck"]) func theFirewallTakesGetOnly(_ action: String) throws {
        let caller = Caller()
        let answer = try caller.call(action, ["AclType": "VPC"], method: .post)
        #expect(answer.status == 403)
        #expect(answer.code == "UnsupportedHTTPMethod")
    }

    @Test func securityCenterTakesGetToo() throws {
        let caller = Caller()
        #expect(try caller.call("DescribeRiskCheckResult", method: .get).status == 200)
    }

    @Test func anUnknownAclTypeIsRefused() throws {
        let caller = Caller()
        #expect(try caller.call("DescribeAclChecks", ["AclType": "Moon"]).code == "InvalidAclType")
        #expect(try caller.call("DescribeAclChecks").code == "MissingAclType")
    }

    @Test(arguments: ["DescribeRiskCheckResult", "ListCheckResult", "DescribeAclChecks", "GetCallerIdentity"])
    func anAPICanBeGone(_ action: String) throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule(action, .retired))
        let answer = try caller.call(action, ["AclType": "VPC"])
        #expect(answer.status == 404)
        #expect(answer.code == "InvalidAction.NotFound")
        #expect(try caller.call(action, ["AclType": "VPC"]).status == 200)
    }

    @Test func theCallerIsToldItsAccount() throws {
        let caller = Caller()
        let answer = try caller.call("GetCallerIdentity")
        #expect(answer.json["AccountId"]?.string == AccessKey.simulated.account)
    }
}
