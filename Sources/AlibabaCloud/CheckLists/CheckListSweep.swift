import BridgeCore

/// Pages through one request's answer until every check was seen, or it is clear that that cannot be known.
struct CheckListSweep<API: CheckListAPI>: Sendable {
    private let query: [QueryParameter]
    private let options: CheckListSource<API>.Options
    private var ledger = PageLedger()
    private var seen: Set<String> = []
    private var totalCount: Int64?
    private(set) var pages = 0
    /// When the vendor last looked at any of the checks.
    private(set) var checkedAt: Timestamp?

    init(query: [QueryParameter], options: CheckListSource<API>.Options) {
        self.query = query
        self.options = options
    }

    /// Why the sweep may have missed something; `nil` if it cannot have.
    var obstacle: String? { ledger.obstacle }

    /// - Throws: ``SourceError`` or `CancellationError`; what was seen before is in `builder`.
    mutating func run(_ client: APIClient, into builder: inout SnapshotBuilder) async throws {
        for number in 1...max(1, options.maximumPages) {
            let page = try await client.answer(to: call(page: number)) { bytes throws(AnswerError) in
                try API.Page(decoding: bytes)
            }
            pages += 1
            guard enter(page, into: &builder) else { return conclude() }
        }
        ledger.note("there are more than \(options.maximumPages) pages")
    }

    private func call(page: Int) -> APICall {
        var query = query
        query.append("Lang", options.language)
        query.append("CurrentPage", page)
        query.append("PageSize", options.pageSize)
        return APICall(API.action, query: query, subject: "page \(page)")
    }

    /// - Returns: whether another page may bring more.
    private mutating func enter(_ page: API.Page, into builder: inout SnapshotBuilder) -> Bool {
        compareTotal(with: page)
        let before = seen
        for row in page.rows { add(row, of: page, to: &builder) }
        let repeated = Set(page.rows.map(\.id)).intersection(before).count
        let hasNews = ledger.enter(fresh: seen.count - before.count, repeated: repeated)
        return hasNews && !isAll
    }

    private mutating func compareTotal(with page: API.Page) {
        if pages == 1 { totalCount = page.totalCount }
        if totalCount != page.totalCount { ledger.note("the number of checks changed while the pages were read") }
        totalCount = page.totalCount
    }

    private mutating func add(_ row: API.Page.Row, of page: API.Page, to builder: inout SnapshotBuilder) {
        if let fault = FindingID.fault(in: row.id) { return ledger.note(fault) }
        guard !row.status.isEmpty else { return ledger.note("\(row.id) came without a status") }
        seen.insert(row.id)
        checkedAt = [checkedAt, row.checkedAt].compactMap(\.self).max()
        builder.add(id: row.id, status: row.status, severity: row.severity, affected: row.affected) {
            row.description(in: page.bytes)
        }
    }

    private var isAll: Bool { totalCount.map { Int64(ledger.distinct) >= $0 } ?? false }

    private mutating func conclude() {
        guard let totalCount else { return ledger.note("the answer does not say how many checks there are") }
        guard totalCount != Int64(ledger.distinct) else { return }
        ledger.note("the vendor counts \(totalCount) checks, its pages show \(ledger.distinct)")
    }
}
