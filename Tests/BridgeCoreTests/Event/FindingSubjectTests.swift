import BridgeCore
import Testing

@Suite struct FindingSubjectTests {
    @Test func keyAndSubject() {
        let risk = FindingSubject(scope: .risks, id: "3")
        #expect((risk.key, risk.subject) == ("prod-risk/3", "risk_check/3"))
        let acl = FindingSubject(scope: .acls, id: "u-1")
        #expect(acl.key == "prod-acl/Internet/PolicyHitCountZero/u-1")
        #expect(acl.subject == "acl_check/Internet/PolicyHitCountZero/u-1")
    }

    @Test func scopesHaveLabels() {
        #expect(Scope.risks.label == "")
        #expect(Scope.acls.label == "Internet/PolicyHitCountZero")
    }
}
