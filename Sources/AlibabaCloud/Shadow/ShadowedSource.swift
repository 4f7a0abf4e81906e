package import BridgeCore

/// A source beside which the other of the two APIs is read, too: what it says causes no event, but where the two
/// disagree is told.
package actor ShadowedSource: Source {
    package nonisolated let name: String
    private let own: any ProbedSource
    private let other: any ProbedSource
    private let actions: (own: Action, other: Action)
    /// What was told last, so that the same is not told at every poll.
    private var told: ShadowReport?

    /// - Parameters:
    ///   - own: causes the events.
    ///   - other: has the same name and asks for everything.
    package init(_ own: RiskCheckSource, shadow other: CheckResultSource) {
        self.init(own, other, (.describeRiskCheckResult, .listCheckResult))
    }

    /// - Parameters: as above, the other way round.
    package init(_ own: CheckResultSource, shadow other: RiskCheckSource) {
        self.init(own, other, (.listCheckResult, .describeRiskCheckResult))
    }

    private init(_ own: any ProbedSource, _ other: any ProbedSource, _ actions: (own: Action, other: Action)) {
        name = own.name
        self.own = own
        self.other = other
        self.actions = actions
    }

    /// Reads both in full: whether a check is as it is known says nothing about how the other API sees it.
    package func poll(knowing known: [Scope: FindingTable]) async throws -> Poll {
        async let answer = otherAnswer()
        var poll = try await own.poll(knowing: [:])
        let report = Self.report(of: poll, beside: try await answer)
        poll.snapshots = poll.snapshots.map { $0.compared(with: known[$0.scope] ?? FindingTable()) }
        if report != told { poll.remarks = report.lines(own: actions.own, other: actions.other) }
        told = report
        return poll
    }

    private func otherAnswer() async throws -> Result<Poll, SourceError> {
        do {
            let poll = try await other.poll(knowing: [:])
            return poll.failures.first.map { .failure($0) } ?? .success(poll)
        } catch let error as SourceError {
            return .failure(error)
        }
    }

    private static func report(of own: Poll, beside other: Result<Poll, SourceError>) -> ShadowReport {
        switch other {
        case .failure(let error): return .unreadable(code: error.code, advice: error.advice)
        case .success(let other):
            let comparison = ShadowComparison(
                own: own.snapshots.flatMap(\.changed), other: other.snapshots.flatMap(\.changed))
            let obstacles = (own.snapshots + other.snapshots).compactMap(\.completeness.obstacle)
            return .compared(comparison, obstacles: obstacles)
        }
    }
}

extension ShadowedSource: ProbedSource {
    package func probe() async throws -> [ActionProbe] {
        try await own.probe() + other.probe().map(\.ofShadow)
    }
}

extension ActionProbe {
    /// Without the other API only the comparison is missing.
    fileprivate var ofShadow: ActionProbe {
        guard case .failed(let error) = finding else { return self }
        return ActionProbe(
            action, .empty("\(error.code): \(error.message)", advice: "\(error.advice) Only the comparison is missing.")
        )
    }
}

extension Snapshot {
    /// An answer that was read in full, against what is known after all.
    fileprivate func compared(with known: FindingTable) -> Snapshot {
        var builder = SnapshotBuilder(scope: scope, filter: filter, known: known)
        for finding in changed {
            builder.add(
                id: finding.id, status: finding.status, severity: finding.severity, affected: finding.affected
            ) { finding.description }
        }
        return builder.snapshot(completeness, checkedAt: checkedAt)
    }
}

extension Snapshot.Completeness {
    fileprivate var obstacle: String? {
        switch self {
        case .complete: nil
        case .incomplete(let reason): reason
        }
    }
}
