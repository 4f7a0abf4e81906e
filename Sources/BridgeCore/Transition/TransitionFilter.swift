/// Which findings of a source are told about: `filter.risk_levels` and `filter.statuses`, asked after the diff.
///
/// A finding that leaves what was chosen is told too, or nobody would learn that what they were warned of is over.
package struct TransitionFilter: Sendable, Equatable {
    /// Empty lets every level pass.
    package var severities: Set<Severity>
    /// Raw statuses, `vanished` among them; empty lets every status pass.
    package var statuses: Set<String>

    package init(severities: Set<Severity> = [], statuses: Set<String> = []) {
        self.severities = severities
        self.statuses = statuses
    }

    /// - Parameters:
    ///   - severities: the finding's levels before and after.
    ///   - statuses: its raw settled statuses before and after.
    package func admits(severities levels: [Severity], statuses words: [String]) -> Bool {
        (severities.isEmpty || !severities.isDisjoint(with: levels))
            && (statuses.isEmpty || !statuses.isDisjoint(with: words))
    }
}
