/// How many findings there are of each severity.
package struct SeverityCounts: Sendable, Equatable {
    private var high: UInt32 = 0
    private var medium: UInt32 = 0
    private var low: UInt32 = 0
    private var unknown: UInt32 = 0

    package init() {}

    /// - Parameter count: asked for each severity; it must not be negative.
    package init(_ count: (Severity) -> Int) {
        for severity in Severity.allCases { self[severity] = count(severity) }
    }

    package subscript(severity: Severity) -> Int {
        get {
            switch severity {
            case .high: Int(high)
            case .medium: Int(medium)
            case .low: Int(low)
            case .unknown: Int(unknown)
            }
        }
        set {
            let count = UInt32(clamping: newValue)
            switch severity {
            case .high: high = count
            case .medium: medium = count
            case .low: low = count
            case .unknown: unknown = count
            }
        }
    }

    package var total: Int { Severity.allCases.reduce(0) { $0 + self[$1] } }
}
