import BridgeCore
import Testing

/// One scope under watch: a cursor that takes in answers, poll by poll, a minute apart.
struct Watched {
    var cursor = Cursor(identity: CursorIdentity(lineage: "lineage", checkpoint: "checkpoint"))
    var scope = Scope.risks
    var policy = PollPolicy()
    var filter = ""
    var now = Timestamp.start
    var router = Router(root: Route(sinks: ["siem"]))

    /// What an answer with these findings is, against what is known; `missing` makes it incomplete.
    func snapshot(_ sightings: [Sighting], incomplete: String? = nil, checkedAt: Timestamp? = nil) -> Snapshot {
        var builder = SnapshotBuilder(
            scope: scope, filter: filter, known: cursor.state(of: scope)?.findings ?? FindingTable())
        for sighting in sightings {
            builder.add(
                id: sighting.id, status: sighting.status, severity: sighting.severity, affected: sighting.affected,
                describe: { sighting.description })
        }
        return builder.snapshot(incomplete.map { .incomplete($0) } ?? .complete, checkedAt: checkedAt)
    }

    /// Polls once, commits, and says what the poll did.
    @discardableResult
    mutating func poll(
        _ sightings: [Sighting], incomplete: String? = nil, checkedAt: Timestamp? = nil
    ) throws -> AdvanceReport {
        let commit = try advance(sightings, incomplete: incomplete, checkedAt: checkedAt)
        for record in commit.records { try cursor.apply(record) }
        now = now + .seconds(60)
        return commit.report
    }

    /// What a poll would do.
    func advance(
        _ sightings: [Sighting], incomplete: String? = nil, checkedAt: Timestamp? = nil
    ) throws -> CursorCommit {
        let snapshot = snapshot(sightings, incomplete: incomplete, checkedAt: checkedAt)
        let poll = Poll(accountID: "1234", snapshots: [snapshot])
        return try cursor.advance(by: poll, of: scope.identity, under: policy, router: router, at: now)
    }

    /// Polls once with findings of these statuses, by id.
    @discardableResult
    mutating func poll(_ statuses: [String: String], incomplete: String? = nil) throws -> AdvanceReport {
        let sightings = statuses.sorted { $0.key < $1.key }.map { Sighting.seen($0.key, $0.value) }
        return try poll(sightings, incomplete: incomplete)
    }
}

extension Timestamp {
    /// 2026-01-02T03:04:05Z
    static let start = Timestamp(seconds: 1_767_323_045)
}

extension Scope {
    static let risks = Scope(source: "prod-risk", part: .riskChecks)
    static let acls = Scope(source: "prod-acl", part: .aclCheck(type: "Internet", check: "PolicyHitCountZero"))

    var identity: SourceIdentity {
        SourceIdentity(name: source, account: "prod", region: "cn-hangzhou", kind: kind)
    }
}

extension Sighting {
    static func seen(
        _ id: String, _ status: String, _ severity: Severity = .high, affected: Int32 = 1, title: String = "A title",
        details: String = "{}"
    ) -> Sighting {
        Sighting(
            id: id, status: status, severity: severity, affected: affected,
            description: FindingDescription(
                title: title, category: "A category", assetType: "ECS", checkedAt: .start, url: nil,
                details: Array(details.utf8)))
    }
}

extension AdvanceReport {
    /// The transitions as they were told: `id from>to transition`.
    var told: [String] {
        events.compactMap { owed in
            guard let event = try? Event(owed.event), let transition = event.transition else { return nil }
            let id = event.finding?["id"]?.string ?? "?"
            return "\(id) \(event.from ?? "-")>\(event.to ?? "-") \(transition.rawValue)"
        }
    }

    /// The types of the events that are not about one finding.
    var health: [String] {
        events.compactMap { owed in
            guard let event = try? Event(owed.event), event.finding == nil else { return nil }
            return event.type
        }
    }
}

/// `count` findings of one status, ids from `first` on.
func many(_ count: Int, from first: Int = 0, _ status: String = "failed") -> [String: String] {
    Dictionary(uniqueKeysWithValues: (first..<(first + count)).map { ("f\($0)", status) })
}
