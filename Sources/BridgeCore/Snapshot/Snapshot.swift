/// What one poll learnt about one scope.
package struct Snapshot: Sendable {
    package var scope: Scope
    /// The members of the source's `filter` that narrowed the request, in one fixed spelling. A change of it is a
    /// change of what is asked for, so that what it shows or hides is no transition.
    package var filter: String
    package var completeness: Completeness
    /// When the vendor last looked at any of it; `nil` if the answer does not tell.
    package private(set) var checkedAt: Timestamp?
    /// The rows of the known findings that this answer shows just as they are known.
    package private(set) var unchanged: RowSet
    /// The findings that are new or differ from what is known.
    package private(set) var changed: [Sighting]

    /// How much the answer may be trusted to show everything.
    package enum Completeness: Sendable, Equatable {
        case complete
        /// Not everything was seen; says why, for the operator.
        case incomplete(String)
    }

    fileprivate init(
        scope: Scope, filter: String, completeness: Completeness, checkedAt: Timestamp?, unchanged: RowSet,
        changed: [Sighting]
    ) {
        self.checkedAt = checkedAt
        self.scope = scope
        self.filter = filter
        self.completeness = completeness
        self.unchanged = unchanged
        self.changed = changed
    }

    /// How many distinct findings the answer holds.
    package var count: Int { unchanged.count + changed.count }
}

/// Collects one scope's answer page by page, against what is known, so that an element of which nothing that matters
/// has changed is never decoded beyond its key, status, level and count, nor kept.
package struct SnapshotBuilder: Sendable {
    private let scope: Scope
    private let filter: String
    private let known: FindingTable
    private var unchanged = RowSet()
    private var changed: [Sighting] = []
    private var changedIDs: [String: Int] = [:]
    /// Behind the row of the finding that was added last.
    private var nextRow = 0

    package init(scope: Scope, filter: String = "", known: FindingTable) {
        self.scope = scope
        self.filter = filter
        self.known = known
    }

    /// How many distinct findings were added so far.
    package var count: Int { unchanged.count + changed.count }

    /// Adds what a page shows of one finding; a finding that an earlier page showed counts once, its last showing wins.
    /// `describe` is called only if something that matters differs from what is known.
    /// - Returns: whether the finding was not seen before in this answer.
    @discardableResult
    package mutating func add(
        id: String, status word: String, severity: Severity, affected: Int32, describe: () -> FindingDescription
    ) -> Bool {
        let status = Self.bounded(word)
        if let index = changedIDs[id] {
            changed[index] = Sighting(
                id: id, status: status, severity: severity, affected: affected, description: describe())
            return false
        }
        let row = known.row(of: id, guessing: nextRow)
        if let row { nextRow = row + 1 }
        let isNew = row.map { !unchanged.contains($0) } ?? true
        if let row, known[row].shows(status: status, severity: severity, affected: affected) {
            unchanged.insert(row)
            return isNew
        }
        if let row { unchanged.remove(row) }
        changedIDs[id] = changed.count
        changed.append(
            Sighting(id: id, status: status, severity: severity, affected: affected, description: describe()))
        return isNew
    }

    /// No word of the vendor's is that long. One that is missing is a word, too, because an empty status stands for a
    /// finding that never settled.
    private static func bounded(_ status: String) -> String {
        if status.isEmpty { return "-" }
        return status.utf8.count <= 64 ? status : String(status.prefix(64))
    }

    /// - Parameter checkedAt: see ``Snapshot/checkedAt``.
    package func snapshot(_ completeness: Snapshot.Completeness, checkedAt: Timestamp? = nil) -> Snapshot {
        Snapshot(
            scope: scope, filter: filter, completeness: completeness, checkedAt: checkedAt, unchanged: unchanged,
            changed: changed)
    }
}
