/// How a source's answers are judged: its settings, each with the default of the configuration.
package struct PollPolicy: Sendable, Equatable {
    package var baseline = Baseline.summary
    /// In how many complete answers in a row an open finding must be missing to be called vanished.
    package var vanishAfter = 2
    /// How many times a suspect answer must repeat to be believed.
    package var suspectPolls = 12
    /// After how many failed polls in a row the source is called failing.
    package var failingAfter = 3
    /// So many findings that are new or differ are worth a commit of their own, see ``Cursor/portions(of:under:)``.
    package var worthACommit = 1000
    /// Since when the vendor must not have looked for a scope to be called stale; `nil`: it never is.
    package var staleAfter: Duration?
    /// Which events are told at all.
    package var filter = TransitionFilter()

    /// What is told of the findings that are there when watching begins.
    package enum Baseline: String, Sendable, CaseIterable {
        /// One event with counts and the worst ten.
        case summary
        case silent
        /// An `opened` for each open finding.
        case emit
    }

    package init() {}
}
