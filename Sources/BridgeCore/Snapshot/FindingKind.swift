/// Which of the vendor's checks a finding comes from.
package enum FindingKind: String, Sendable, Hashable, CaseIterable {
    /// Security Center, configuration assessment.
    case riskCheck = "risk_check"
    /// Cloud Firewall, access control policies.
    case aclCheck = "acl_check"
}
