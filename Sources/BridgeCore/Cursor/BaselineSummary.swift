/// What was there when watching began: counts, and the worst of it.
package struct BaselineSummary: Sendable {
    /// How many findings each new scope holds.
    package private(set) var scopes: [(scope: Scope, total: Int)] = []
    package private(set) var open: [Severity: Int] = [:]
    package private(set) var settled: [FindingState: Int] = [:]
    private var worst: [Entry] = []

    private static let listed = 10

    fileprivate struct Entry: Sendable {
        var subject: FindingSubject
        var row: FindingRow
        var texts: FindingTexts
    }

    package var isEmpty: Bool { scopes.isEmpty }

    /// The level of the worst open finding.
    package var severity: Severity { worst.first?.row.severity ?? .unknown }

    mutating func add(_ changes: [FindingChange], of scope: Scope) {
        scopes.append((scope, changes.count))
        for change in changes { add(change, of: scope) }
    }

    private mutating func add(_ change: FindingChange, of scope: Scope) {
        let row = change.after
        let state = row.status.isEmpty ? .transient : FindingState(status: row.status, kind: scope.kind)
        guard state == .open, let sighting = change.sighting else {
            settled[state, default: 0] += 1
            return
        }
        open[row.severity, default: 0] += 1
        // Behind those that are as bad: the first ones seen stay.
        let place = worst.indices.first { worst[$0].row.isLess(bad: row) } ?? worst.count
        guard place < Self.listed else { return }
        let entry = Entry(
            subject: FindingSubject(scope: scope, id: change.id), row: row, texts: FindingTexts(sighting.description))
        worst.insert(entry, at: place)
        worst.removeSubrange(min(worst.count, Self.listed)...)
    }

    /// Writes the members of `data` that are a baseline's own.
    func write(to data: inout JSONWriter, _ table: TextTable) {
        // Not as one chain: that makes the optimiser of Swift 6.3.1 crash.
        if let first = scopes.first { data.member("kind", first.scope.kind.rawValue) }
        data.member("scopes", array: { array in scopes.forEach { array.scope($0.scope, $0.total) } })
        data.member("counts", object: { write(counts: &$0) })
        data.member("worst", array: { array in worst.forEach { array.entry($0) } })
    }
}

extension BaselineSummary {
    private func write(counts: inout JSONWriter) {
        counts.member(
            "open",
            object: { open in
                for severity in Severity.allCases { open.member(severity.rawValue, self.open[severity] ?? 0) }
            })
        for state in [FindingState.resolved, .suppressed, .transient, .unknown] {
            counts.member(state.rawValue, settled[state] ?? 0)
        }
    }
}

extension FindingRow {
    fileprivate func isLess(bad other: FindingRow) -> Bool {
        (severity, affected) < (other.severity, other.affected)
    }
}

extension JSONWriter {
    fileprivate mutating func scope(_ scope: Scope, _ total: Int) {
        object {
            $0.member("scope", scope.label)
            $0.member("total", total)
        }
    }

    fileprivate mutating func entry(_ entry: BaselineSummary.Entry) {
        var texts = entry.texts
        texts.details = Array("{}".utf8)
        object { $0.finding(entry.row, entry.subject, texts) }
    }
}
