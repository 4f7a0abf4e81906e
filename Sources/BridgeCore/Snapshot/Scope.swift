/// What one complete answer of the vendor speaks for, and so the unit in which something can be called gone.
package struct Scope: Sendable, Hashable {
    /// The source's name in the configuration.
    package var source: String
    package var part: Part

    package enum Part: Sendable, Hashable {
        /// All of the account's configuration checks.
        case riskChecks
        /// The newest finished task of one check on one type of policies.
        case aclCheck(type: String, check: String)
    }

    package init(source: String, part: Part) {
        self.source = source
        self.part = part
    }

    package var kind: FindingKind {
        switch part {
        case .riskChecks: .riskCheck
        case .aclCheck: .aclCheck
        }
    }
}
