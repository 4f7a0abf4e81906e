/// How bad a finding is, from worst to unknown.
package enum Severity: String, Sendable, Hashable, CaseIterable {
    case high, medium, low, unknown

    /// Reads the vendor's word for it: Security Center writes `high`, Cloud Firewall `High`. Unknown words are `unknown`.
    package init(vendor word: String) {
        self = Severity(rawValue: word.lowercased()) ?? .unknown
    }
}

extension Severity: Comparable {
    /// Worse is greater.
    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .unknown: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        }
    }
}
