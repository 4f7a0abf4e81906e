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
}
