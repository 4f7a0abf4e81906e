import AlibabaCloud

extension SourceConfiguration {
    /// What the source asks the vendor; each needs a permission of its own.
    var actions: [Action] {
        switch kind {
        case .riskChecks: RiskCheckSource.actions + (isShadowed ? CheckResultSource.actions : [])
        case .checkResults: CheckResultSource.actions + (isShadowed ? RiskCheckSource.actions : [])
        case .aclChecks: AclCheckSource.actions
        }
    }

    /// The word for its type in the configuration.
    var typeWord: String {
        switch kind {
        case .riskChecks: "risk_checks"
        case .checkResults: "check_results"
        case .aclChecks: "acl_checks"
        }
    }
}
