/// What a vendor's raw status means.
package enum FindingState: String, Sendable, Hashable, CaseIterable {
    case open, resolved, suppressed
    /// The check is under way: what was last settled still holds.
    case transient
    /// A status that this version does not know. It is kept as it came, and its change is told.
    case unknown

    /// The meaning of `status` for findings of `kind`. The words are the vendor's, compared exactly.
    package init(status: String, kind: FindingKind) {
        switch (kind, status) {
        case (.riskCheck, "failed"), (.aclCheck, "Pending"): self = .open
        case (.riskCheck, "pass"), (.aclCheck, "Processed"): self = .resolved
        case (.riskCheck, "ignored"), (.riskCheck, "falsePositive"), (.aclCheck, "Ignored"): self = .suppressed
        case (.riskCheck, "running"), (.riskCheck, "waiting"): self = .transient
        default: self = .unknown
        }
    }
}
