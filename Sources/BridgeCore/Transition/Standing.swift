/// Where a finding stood before an answer: what its settled past amounts to.
package enum Standing: Sendable, Hashable, CaseIterable {
    /// Never seen settled.
    case unseen
    case open, resolved, suppressed, unknown
    /// It was called vanished.
    case gone
}

extension FindingRow {
    package func standing(of kind: FindingKind) -> Standing {
        guard !status.isEmpty else { return .unseen }
        guard !marks.contains(.isGone) else { return .gone }
        return switch FindingState(status: status, kind: kind) {
        case .open: .open
        case .resolved: .resolved
        case .suppressed: .suppressed
        // A word that an older version took for settled: nothing is known of it now.
        case .transient, .unknown: .unknown
        }
    }

    /// Open as far as the vendor last said, and not called vanished.
    package func isOpen(_ kind: FindingKind) -> Bool {
        standing(of: kind) == .open
    }
}
