/// Which findings of a source are told about: `filter.risk_levels` and `filter.statuses`, asked after the diff.
///
/// A finding that leaves what was chosen is told too, or nobody would learn that what they were warned of is over.
package struct EventFilter: Sendable, Equatable {
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

    /// Events that are not about one finding always pass.
    package func admits(_ event: Event) -> Bool {
        guard event.finding != nil else { return true }
        return admits(severities: event.severities, statuses: [event.from, event.to].compactMap(\.self))
    }
}

extension Event {
    /// The level that the finding has, and the one that it had if this event changes it.
    fileprivate var severities: [Severity] {
        let former = data["changes"]?.array?.first { $0["field"]?.string == "severity" }?["from"]?.string
        return [severity, former.flatMap(Severity.init(rawValue:))].compactMap(\.self)
    }
}
