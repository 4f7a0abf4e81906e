import BridgeCore

/// Pages through one task's findings to the end.
struct AclSweep: Sendable {
    let type: String
    let check: String
    /// The run whose findings are read.
    let task: AclCheckTask
    private let options: AclCheckSource.Options
    private var builder: SnapshotBuilder
    private let hasDetails: Bool
    private var ledger = PageLedger()
    private(set) var pages = 0
    /// The one finding without an id.
    private var anonymous: [UInt8]?

    init(
        type: String, check: String, task: AclCheckTask, options: AclCheckSource.Options, builder: SnapshotBuilder,
        hasDetails: Bool
    ) {
        self.type = type
        self.check = check
        self.task = task
        self.options = options
        self.builder = builder
        self.hasDetails = hasDetails
    }

    /// What was seen, complete if nothing stands against it.
    var snapshot: Snapshot {
        builder.snapshot(ledger.obstacle.map { .incomplete($0) } ?? .complete, checkedAt: task.checkedAt)
    }

    var isComplete: Bool { ledger.obstacle == nil }

    mutating func note(_ obstacle: String) { ledger.note(obstacle) }

    /// - Throws: ``SourceError`` or `CancellationError`; what was seen before stays.
    mutating func run(_ client: APIClient) async throws {
        for number in 1...max(1, options.maximumPages) {
            let page = try await client.answer(to: call(page: number)) { bytes throws(AnswerError) in
                try AclCheckPage(decoding: bytes)
            }
            pages += 1
            compareRun(with: page.record)
            guard enter(page) else { return }
        }
        ledger.note("there are more than \(options.maximumPages) pages")
    }

    private func call(page: Int) -> APICall {
        let query = [
            QueryParameter("TaskId", task.id), QueryParameter("PageNo", String(page)),
            QueryParameter("PageSize", String(options.pageSize)), QueryParameter("Lang", options.language),
        ]
        return APICall(.describeAclCheck, query: query, subject: "\(type)/\(check), page \(page)")
    }

    private mutating func compareRun(with record: AclCheckPage.Record) {
        let isOtherTask = !record.taskID.isEmpty && record.taskID != task.id
        let isOtherTime = record.lastCheckTime.map { $0 != task.lastCheckTime } ?? false
        if isOtherTask || isOtherTime { ledger.note(Self.ranAnew) }
    }

    static let ranAnew = "the check ran anew while its findings were read"

    /// - Returns: whether another page may bring more.
    private mutating func enter(_ page: AclCheckPage) -> Bool {
        var ids: [String] = []
        var fresh = 0
        for finding in page.findings {
            guard let id = usableID(of: finding, page) else { continue }
            ids.append(id)
            if add(finding, id, page) { fresh += 1 }
        }
        // Nearly every page brings only what no other did, and then nothing need be compared.
        let repeated = fresh == ids.count ? 0 : Set(ids).count - fresh
        return ledger.enter(fresh: fresh, repeated: repeated)
    }

    private mutating func add(_ finding: AclCheckRow, _ id: String, _ page: AclCheckPage) -> Bool {
        let level = page.record.level.isEmpty ? task.level : page.record.level
        return builder.add(id: id, status: finding.status, severity: Severity(vendor: level), affected: 1) {
            finding.description(in: page, type: type, check: check, hasDetails: hasDetails)
        }
    }

    /// `nil`, and the reason noted, if the finding cannot be told from others.
    private mutating func usableID(of finding: AclCheckRow, _ page: AclCheckPage) -> String? {
        guard !finding.status.isEmpty else { return refuse("a finding came without a status") }
        guard !finding.id.isEmpty else { return anonymousID(page.bytes[finding.place]) }
        if let fault = FindingID.fault(in: finding.id) { return refuse(fault) }
        return finding.id
    }

    /// A server that repeats its last page shows the same finding again, byte by byte; any other is a second one.
    private mutating func anonymousID(_ bytes: ArraySlice<UInt8>) -> String? {
        if let anonymous, !anonymous.elementsEqual(bytes) { return refuse("more than one finding has no uuid") }
        anonymous = Array(bytes)
        return FindingID.anonymous
    }

    private mutating func refuse(_ reason: String) -> String? {
        ledger.note(reason)
        return nil
    }
}
