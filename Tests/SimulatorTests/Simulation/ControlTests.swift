import BridgeCore
import Simulator
import Testing

@Suite struct ControlTests {
    private let scope = AclScope(.internet, .hitCountZero)

    @Test func anItemIsChanged() throws {
        let caller = Caller()
        let body = #"{"status":"failed","level":"low","affected":7}"#
        #expect(try caller.control("POST", "items/3", body).status == 200)
        let item = try caller.riskChecks(["ItemIds.1": "3"]).items.first
        #expect(item?["Status"]?.string == "failed")
        #expect(item?["RiskLevel"]?.string == "low")
        #expect(item?["AffectedCount"]?.integer == 7)
    }

    @Test func aFindingIsProcessedAndDeleted() throws {
        let caller = Caller()
        let uuid = try #require(caller.simulation.cloud.firstPending(scope))
        #expect(try caller.control("POST", "acl/\(scope)/\(uuid)", #"{"status":"Processed"}"#).status == 200)
        #expect(caller.simulation.cloud.task(scope)?.findings.first { $0.uuid == uuid }?.status == "Processed")
        #expect(try caller.control("DELETE", "acl/\(scope)/\(uuid)").status == 200)
        #expect(caller.simulation.cloud.task(scope)?.findings.contains { $0.uuid == uuid } == false)
    }

    @Test func aTaskIsRunAgain() throws {
        let caller = Caller()
        let old = try caller.taskID(scope)
        #expect(try caller.control("POST", "acl/\(scope)", #"{"rerun":true}"#).status == 200)
        #expect(try caller.taskID(scope) != old)
    }

    @Test func aFaultIsPlanned() throws {
        let caller = Caller()
        let body = #"{"action":"DescribeAclCheck","fault":"throttle","times":2,"retry_after_ms":200,"page":3}"#
        #expect(try caller.control("POST", "faults", body).status == 200)
        #expect(
            caller.simulation.faults.rules == [
                FaultRule("DescribeAclCheck", .throttle(wait: .milliseconds(200)), page: 3, times: 2)
            ])
    }

    @Test(arguments: [("retired", Fault.retired), ("expired_token", .expiredToken), ("wrong_account", .wrongAccount)])
    func faultsOfTheAPIsArePlanned(word: String, fault: Fault) throws {
        let caller = Caller()
        let body = #"{"action":"ListCheckResult","fault":"\#(word)"}"#
        #expect(try caller.control("POST", "faults", body).status == 200)
        #expect(caller.simulation.faults.rules == [FaultRule("ListCheckResult", fault)])
    }

    @Test func theStateIsShown() throws {
        let caller = Caller()
        let state = try caller.control("GET", "state").json
        #expect(state["items"]?.array?.count == 45)
        #expect(state["acl"]?.array?.count == 24)
        let findings = try caller.control("GET", "acl/\(scope)").json["findings"]?.array
        #expect(findings?.count == caller.simulation.cloud.task(scope)?.findings.count)
    }

    @Test func whatWasReceivedIsShownPerSink() throws {
        let caller = Caller()
        _ = caller.simulation.answer(.slack(#"{"text":"hello"}"#), at: .noon)
        let all = try caller.control("GET", "received").json
        #expect(all["messages"]?.array?.first?["title"]?.string == "hello")
        #expect(all["tallies"]?["slack"]?["accepted"]?.integer == 1)
        #expect(try caller.control("GET", "received/dingtalk").json["messages"]?.array?.isEmpty == true)
    }

    @Test func aResetPutsEverythingBack() throws {
        let caller = Caller()
        _ = try caller.control("POST", "items/3", #"{"status":"failed"}"#)
        _ = try caller.control("POST", "faults", #"{"action":"*","fault":"reset"}"#)
        #expect(try caller.control("POST", "reset").status == 200)
        #expect(caller.simulation.cloud.check(3)?.status == "pass")
        #expect(caller.simulation.faults.rules.isEmpty)
    }

    struct Wrong: Sendable {
        var method: String
        var path: String
        var body: String
        var status: Int
        var word: String
    }

    @Test(arguments: [
        Wrong(method: "POST", path: "items/9", body: "{}", status: 404, word: "no check item 9"),
        Wrong(method: "POST", path: "items/x", body: "{}", status: 400, word: "number"),
        Wrong(method: "POST", path: "items/3", body: "{", status: 400, word: "JSON"),
        Wrong(method: "POST", path: "items/3", body: "[]", status: 400, word: "object"),
        Wrong(method: "POST", path: "acl/Moon/X", body: "{}", status: 404, word: "Moon/X"),
        Wrong(
            method: "POST", path: "acl/NAT/PolicyConflict/nobody", body: #"{"status":"Ignored"}"#, status: 404,
            word: "nobody"),
        Wrong(method: "POST", path: "acl/NAT/PolicyConflict/nobody", body: "{}", status: 400, word: "status"),
        Wrong(method: "POST", path: "faults", body: #"{"action":"x","fault":"boom"}"#, status: 400, word: "throttle"),
        Wrong(method: "POST", path: "faults", body: #"{"fault":"reset"}"#, status: 400, word: "action"),
        Wrong(method: "GET", path: "nothing", body: "", status: 404, word: "/simulator/state"),
    ])
    func whatIsWrongIsSaid(_ wrong: Wrong) throws {
        let caller = Caller()
        let answer = try caller.control(wrong.method, wrong.path, wrong.body)
        #expect(answer.status == wrong.status)
        #expect(answer.json["error"]?.string?.contains(wrong.word) == true)
    }

    @Test func otherMachinesAreTurnedAway() throws {
        let caller = Caller()
        let request = ReceivedRequest(method: "GET", target: "/simulator/state", headers: [], isLocal: false)
        #expect(try caller.send(request).status == 403)
    }
}
