import BridgeCore
import Testing

@Suite struct FindingStateTests {
    /// Section 3 of the design, word for word.
    @Test(arguments: [
        (FindingKind.riskCheck, "failed", FindingState.open), (.riskCheck, "pass", .resolved),
        (.riskCheck, "ignored", .suppressed), (.riskCheck, "falsePositive", .suppressed),
        (.riskCheck, "running", .transient), (.riskCheck, "waiting", .transient),
        (.aclCheck, "Pending", .open), (.aclCheck, "Processed", .resolved), (.aclCheck, "Ignored", .suppressed),
    ])
    func theVendorsWords(kind: FindingKind, status: String, state: FindingState) {
        #expect(FindingState(status: status, kind: kind) == state)
    }

    @Test(arguments: [
        (FindingKind.riskCheck, "Failed"), (.riskCheck, "Pending"), (.riskCheck, ""), (.riskCheck, "PASS"),
        (.riskCheck, "Ignored"), (.aclCheck, "pending"), (.aclCheck, "failed"), (.aclCheck, "running"),
        (.aclCheck, "ignored"),
        (.aclCheck, "vanished"), (.riskCheck, "vanished"),
    ])
    func anyOtherWordIsUnknown(kind: FindingKind, status: String) {
        #expect(FindingState(status: status, kind: kind) == .unknown)
    }
}
