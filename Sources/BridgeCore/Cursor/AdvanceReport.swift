/// What a poll did to the cursor, for the log and for `plan`.
package struct AdvanceReport: Sendable {
    package var transitions: [Transition: Int] = [:]
    /// Every event, also those that no sink is owed.
    package var events: [OwedEvent] = []
    package var baseline: BaselineSummary?
    /// How many findings the answers held.
    package var findings = 0
    /// The scopes whose answer was not complete, and why not.
    package var incomplete: [(scope: Scope, reason: String)] = []
    /// The scopes whose answer was complete, but not believed.
    package var suspect: [(scope: Scope, loss: ScopeDiff.Loss)] = []

    package init() {}

    mutating func note(_ diff: ScopeDiff, of snapshot: Snapshot) {
        findings += snapshot.count
        if case .incomplete(let reason) = snapshot.completeness { incomplete.append((snapshot.scope, reason)) }
        if case .suspect(let loss) = diff.verdict { suspect.append((snapshot.scope, loss)) }
    }
}
