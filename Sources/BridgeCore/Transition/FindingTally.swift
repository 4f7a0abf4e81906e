/// Findings counted by standing and severity, as they change: nobody walks over a million of them to count.
package struct FindingTally: Sendable, Equatable {
    /// One place for each standing and severity, in the order of their cases.
    private var counts: [Int32]

    package init() {
        counts = Array(repeating: 0, count: Standing.allCases.count * Severity.allCases.count)
    }

    package subscript(standing: Standing, severity: Severity) -> Int { Int(counts[Self.place(standing, severity)]) }

    /// Of every severity.
    package subscript(standing: Standing) -> Int { Severity.allCases.reduce(0) { $0 + self[standing, $1] } }

    mutating func count(_ row: FindingRow, of kind: FindingKind) {
        counts[Self.place(row.standing(of: kind), row.severity)] += 1
    }

    mutating func discount(_ row: FindingRow, of kind: FindingKind) {
        counts[Self.place(row.standing(of: kind), row.severity)] -= 1
    }

    package static func += (sum: inout FindingTally, more: FindingTally) {
        for place in sum.counts.indices { sum.counts[place] += more.counts[place] }
    }

    private static func place(_ standing: Standing, _ severity: Severity) -> Int {
        standing.index * Severity.allCases.count + severity.index
    }
}

extension Standing {
    fileprivate var index: Int {
        switch self {
        case .unseen: 0
        case .open: 1
        case .resolved: 2
        case .suppressed: 3
        case .unknown: 4
        case .gone: 5
        }
    }
}

extension Severity {
    fileprivate var index: Int {
        switch self {
        case .high: 0
        case .medium: 1
        case .low: 2
        case .unknown: 3
        }
    }
}
