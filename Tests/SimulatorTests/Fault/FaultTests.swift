import BridgeCore
import Simulator
import Testing

@Suite struct FaultTests {
    private func answer(
        _ fault: Fault, _ parameters: KeyValuePairs<String, String> = [:]
    ) throws -> Caller.Answer {
        let caller = Caller()
        caller.simulation.inject(FaultRule("DescribeRiskCheckResult", fault))
        return try caller.riskChecks(parameters)
    }

    @Test func throttlingSaysHowLongToWaitInMilliseconds() throws {
        let refused = try answer(.throttle(wait: .milliseconds(1500)))
        #expect(refused.status == 400)
        #expect(refused.code == "Throttling.User")
        #expect(refused.reply.value(of: "x-acs-retry-after") == "1500")
    }

    @Test func aForbiddenCallSaysWhatIsMissing() throws {
        let refused = try answer(.forbidden)
        #expect(refused.status == 403)
        #expect(refused.code == "Forbidden.RAM")
        #expect(
            refused.json["AccessDeniedDetail"]?["AuthAction"]?.string == "yundun-sas:DescribeRiskCheckResult")
    }

    @Test func theTotalMoves() throws {
        #expect(try answer(.total(off: -2)).json["TotalCount"]?.integer == 42)
    }

    @Test func pagesAreClamped() throws {
        let clamped = try answer(.clamp(size: 7), ["PageSize": "100", "CurrentPage": "2"])
        #expect(clamped.json["PageSize"]?.integer == 7)
        #expect(clamped.itemIDs.first == 8)
        #expect(clamped.items.count == 7)
    }

    @Test func theLastPageComesAgain() throws {
        #expect(try answer(.repeatLast, ["CurrentPage": "9"]).items.count == 4)
    }

    @Test func aFaultComesOnlyAfterTheSignature() throws {
        let caller = Caller()
        caller.simulation.inject(FaultRule("DescribeRiskCheckResult", .throttle()))
        caller.key.secret = "another"
        #expect(try caller.riskChecks().code == "SignatureDoesNotMatch")
        #expect(caller.simulation.faults.rules.count == 1)
    }

    struct Refusal: Sendable {
        var sink: String
        var fault: Fault
        var status: Int
        var text: String
    }

    @Test(arguments: [
        Refusal(sink: "slack", fault: .throttle(), status: 429, text: "rate_limited"),
        Refusal(sink: "slack", fault: .forbidden, status: 403, text: "invalid_token"),
        Refusal(sink: "slack", fault: .html, status: 200, text: "<html>"),
        Refusal(sink: "dingtalk", fault: .throttle(), status: 200, text: "130101"),
        Refusal(sink: "dingtalk", fault: .forbidden, status: 200, text: "310000"),
        Refusal(sink: "webhook/x", fault: .throttle(), status: 429, text: "too many"),
        Refusal(sink: "webhook/x", fault: .forbidden, status: 401, text: "not allowed"),
        Refusal(sink: "webhook/x", fault: .status(410, body: "gone"), status: 410, text: "gone"),
    ])
    func everySinkRefusesInItsOwnWay(_ refusal: Refusal) {
        let paths = ["slack": "/services/T1/B1/s", "dingtalk": "/robot/send", "webhook/x": "/hook/x"]
        let caller = Caller()
        caller.simulation.inject(FaultRule(refusal.sink, refusal.fault))
        let answer = caller.ask(.post(paths[refusal.sink] ?? "", "{}"))
        #expect(answer.status == refusal.status)
        #expect(answer.text.contains(refusal.text))
        #expect(caller.simulation.mailbox.tallies[refusal.sink]?.refused == 1)
    }
}
