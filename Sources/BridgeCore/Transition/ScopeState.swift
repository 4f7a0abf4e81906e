/// What is known of one scope since its first complete answer.
package struct ScopeState: Sendable {
    /// Stands for the scope in the cursor's records.
    package var number: UInt32
    package var scope: Scope
    /// The filter of the last complete answer, see ``Snapshot/filter``.
    package var filter: String
    package var suspicion: Suspicion
    package var findings = FindingTable()
    /// The findings by standing and severity.
    package var tally = FindingTally()
    /// The open findings of high severity: they are asked for first, and nobody walks over a million others for them.
    private(set) var urgent = RowSet()

    /// Whether the last complete answers lost too much to be believed.
    package enum Suspicion: Sendable, Equatable {
        case none
        /// So many suspect answers in a row, at least 1.
        case polls(Int)
        /// The operator says that the next one is to be believed.
        case accepted
    }

    package init(number: UInt32, scope: Scope, filter: String, suspicion: Suspicion = .none) {
        self.number = number
        self.scope = scope
        self.filter = filter
        self.suspicion = suspicion
    }

    /// Keeps ``urgent`` in step with what is now in that row.
    mutating func markUrgency(of row: Int) {
        let finding = findings[row]
        if finding.severity == .high, finding.isOpen(scope.kind) { urgent.insert(row) } else { urgent.remove(row) }
    }

    /// The rows are others now.
    mutating func markAllUrgency() {
        urgent = RowSet()
        for row in findings.indices { markUrgency(of: row) }
    }
}
