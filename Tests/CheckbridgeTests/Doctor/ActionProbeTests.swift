import AlibabaCloud
import BridgeCore
import Testing

@testable import checkbridge

@Suite struct ActionProbeTests {
    private static func error(_ reason: SourceError.Reason, _ code: String) -> ActionProbe.Finding {
        .failed(SourceError(reason: reason, code: code, message: "no", operation: "o", advice: "Mend it."))
    }

    @Test(arguments: [
        (ActionProbe.Finding.answered("44 checks"), Check.Verdict.ok),
        (.empty("none", advice: "Look."), .warning),
        (.unasked("why"), .skipped),
        (error(.unavailable, "Throttling.User"), .warning),
        (error(.unavailable, "timeout"), .failed),
        (error(.permission, "Forbidden.RAM"), .failed),
        (error(.retired, "InvalidAction.NotFound"), .failed),
    ])
    func eachFindingHasItsVerdict(finding: ActionProbe.Finding, verdict: Check.Verdict) {
        let check = ActionProbe(.describeAclCheck, finding).check
        #expect(check.verdict == verdict)
        #expect(check.subject == "DescribeAclCheck")
    }

    @Test func aLackOfPermissionPointsToThePolicyAndNamesTheAction() {
        let check = ActionProbe(.describeAclCheck, Self.error(.permission, "Forbidden.RAM")).check
        #expect(check.advice?.contains("checkbridge policy") == true)
        #expect(check.facts.contains(.text("permission", "yundun-cloudfirewall:DescribeAclCheck")))
        #expect(check.facts.contains(.text("reason", "permission")))
    }
}
