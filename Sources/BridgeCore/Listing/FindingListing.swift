/// The findings that the cursor knows, page by page, in the order in which they were first seen.
package struct FindingListing: Sendable {
    /// So many findings are looked at for one page, so that a filter that matches nothing takes no longer than one that
    /// matches everything.
    private static let scanned = 20_000

    /// `nil` is any.
    package var source: String?
    package var kind: FindingKind?
    package var severity: Severity?
    package var state: State?

    /// The words of the filter.
    package enum State: String, Sendable, CaseIterable { case open, resolved, suppressed, unknown, gone }

    package init(
        source: String? = nil, kind: FindingKind? = nil, severity: Severity? = nil, state: State? = nil
    ) {
        self.source = source
        self.kind = kind
        self.severity = severity
        self.state = state
    }

    /// - Throws: ``RequestRefusal`` if `after` is not a place in this listing.
    package func page(_ request: PageRequest, of cursor: Cursor) throws(RequestRefusal) -> ListingPage {
        var page = ListingPage(request)
        var place = try Place(request.after, in: cursor)
        var left = Self.scanned
        while place.scope < cursor.scopes.count {
            let scope = cursor.scopes[place.scope]
            if admits(scope) { scan(scope, &place, &left, &page, cursor.texts) }
            if page.isFull || left == 0 { break }
            place = Place(scope: place.scope + 1)
        }
        page.next = place.token(in: cursor)
        return page
    }

    private func scan(
        _ scope: ScopeState, _ place: inout Place, _ left: inout Int, _ page: inout ListingPage, _ texts: TextTable
    ) {
        while place.row < scope.findings.count, !page.isFull, left > 0 {
            if matches(scope.findings[place.row], scope.scope.kind) {
                page.add { $0.known(place.row, of: scope, texts) }
            }
            place.row += 1
            left -= 1
        }
    }

    private func admits(_ scope: ScopeState) -> Bool {
        (source ?? scope.scope.source) == scope.scope.source && (kind ?? scope.scope.kind) == scope.scope.kind
    }

    private func matches(_ row: FindingRow, _ kind: FindingKind) -> Bool {
        guard (severity ?? row.severity) == row.severity else { return false }
        return state.map { $0.standing == row.standing(of: kind) } ?? true
    }
}

extension FindingListing.State {
    fileprivate var standing: Standing {
        switch self {
        case .open: .open
        case .resolved: .resolved
        case .suppressed: .suppressed
        case .unknown: .unknown
        case .gone: .gone
        }
    }
}

/// The next row to look at. Rows only move when a changed filter makes findings be forgotten; the one before is named,
/// so that this shows.
private struct Place {
    var scope = 0
    var row = 0

    init(scope: Int) {
        self.scope = scope
    }

    init(_ token: String?, in cursor: Cursor) throws(RequestRefusal) {
        guard let token else { return }
        let parts = token.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let scope = Int(parts[0]), let row = Int(parts[1]),
            cursor.scopes.indices.contains(scope), (0...cursor.scopes[scope].findings.count).contains(row)
        else { throw .lostPlace }
        (self.scope, self.row) = (scope, row)
        guard mark(in: cursor) == parts[2] else { throw .lostPlace }
    }

    /// `nil` at the end.
    func token(in cursor: Cursor) -> String? {
        guard scope < cursor.scopes.count else { return nil }
        let isLast = scope == cursor.scopes.count - 1 && row >= cursor.scopes[scope].findings.count
        return isLast ? nil : "\(scope).\(row).\(mark(in: cursor))"
    }

    private func mark(in cursor: Cursor) -> String {
        row == 0 ? "0" : String(OwedEvent.order(of: cursor.scopes[scope].findings.id(of: row - 1)), radix: 36)
    }
}
