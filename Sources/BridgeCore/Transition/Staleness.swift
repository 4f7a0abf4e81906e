/// A scope whose answers have been saying old things for too long, and what about them is old.
package struct Staleness: Sendable, Hashable {
    /// The scope's label.
    package var scope: String
    package var reason: Reason

    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The vendor has been at a check for so long that what was last settled is hardly true any more.
        case transient
        /// The vendor has not looked for long.
        case checkTime = "check_time"
    }

    package init(scope: String, reason: Reason) {
        self.scope = scope
        self.reason = reason
    }
}

extension Staleness: Comparable {
    /// In the order in which they are written and shown.
    package static func < (left: Staleness, right: Staleness) -> Bool {
        (left.reason.rawValue, left.scope) < (right.reason.rawValue, right.scope)
    }
}

/// How old what one answer shows is: judged by the vendor's times and by since when we have been waiting.
struct StalenessVerdict: Sendable, Equatable {
    /// A check that is under way for longer has stopped.
    static let longestCheck: Duration = .seconds(86_400)

    enum Finding: Sendable, Equatable {
        case fresh
        /// Since then, with so many findings.
        case stale(since: Timestamp, count: Int)
        /// The answer does not tell.
        case unknown
    }

    let transient: Finding
    let checkTime: Finding

    /// - Parameter state: what was known of the scope before this answer.
    init(_ snapshot: Snapshot, against state: ScopeState?, under policy: PollPolicy, at now: Timestamp) {
        transient = Self.transient(snapshot, state, now)
        checkTime = Self.checkTime(snapshot, policy.staleAfter, now)
    }

    subscript(reason: Staleness.Reason) -> Finding {
        switch reason {
        case .transient: transient
        case .checkTime: checkTime
        }
    }

    /// Only what the answer itself shows under way counts: what has gone meanwhile will never settle.
    private static func transient(_ snapshot: Snapshot, _ state: ScopeState?, _ now: Timestamp) -> Finding {
        let kind = snapshot.scope.kind
        let starts = snapshot.changed
            .filter { FindingState(status: $0.status, kind: kind) == .transient }
            .compactMap { state?.transientSince($0.id) }
            .filter { now - $0 > longestCheck }
        if let first = starts.min() { return .stale(since: first, count: starts.count) }
        return snapshot.completeness == .complete ? .fresh : .unknown
    }

    private static func checkTime(_ snapshot: Snapshot, _ limit: Duration?, _ now: Timestamp) -> Finding {
        // Nobody wants to know (any more): what was told is settled.
        guard let limit else { return .fresh }
        guard let checked = snapshot.checkedAt else { return .unknown }
        return now - checked > limit ? .stale(since: checked, count: snapshot.count) : .fresh
    }
}

extension ScopeState {
    fileprivate func transientSince(_ id: String) -> Timestamp? {
        findings.row(of: id).flatMap { findings[$0].transientSince }
    }
}
