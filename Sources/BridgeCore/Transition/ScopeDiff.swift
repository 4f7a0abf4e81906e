/// What one answer about one scope means, judged against what is known of the scope. Nothing is changed yet.
package struct ScopeDiff: Sendable {
    package var verdict: Verdict
    /// Whether the next answer is to be believed, see ``ScopeState/Suspicion``.
    package var suspicion: ScopeState.Suspicion = .none
    /// Every finding that something is to be remembered about, those with a transition among them.
    package var changes: [FindingChange] = []
    /// Those of ``changes`` that belong to a baseline.
    package var baseline: [FindingChange] = []
    /// The rows that a changed filter hides: forgotten without a word.
    package var hidden = RowSet()

    package enum Verdict: Sendable, Equatable {
        /// The first complete answer.
        case baseline
        /// A complete answer that can be believed.
        case complete
        /// Only what was seen counts.
        case incomplete
        /// Complete, but too much is missing to believe it at once: what was seen counts, what is missing does not.
        case suspect(Loss)
        /// Nothing can be made of it: an incomplete answer before the first complete one.
        case unusable
    }

    /// How much of what was open a complete answer lost.
    package struct Loss: Sendable, Equatable {
        package var open: Int
        package var lost: Int
        /// How many findings the answer holds in all.
        package var seen: Int
    }
}

extension ScopeDiff {
    /// - Parameter state: what is known of the scope; `nil` before its first complete answer.
    package init(_ snapshot: Snapshot, against state: ScopeState?, under policy: PollPolicy, at now: Timestamp) {
        guard let state else {
            self.init(baseline: snapshot, under: policy, at: now)
            return
        }
        self.init(verdict: .incomplete, suspicion: state.suspicion)
        let narrows = snapshot.filter != state.filter
        observe(snapshot, against: state, under: policy, newIsBaseline: narrows, at: now)
        guard snapshot.completeness == .complete else { return }
        let absence = Absence(from: snapshot, in: state)
        if narrows {
            (verdict, suspicion, hidden) = (.complete, .none, absence.all)
        } else {
            judge(absence, in: state, under: policy, at: now)
        }
    }

    private init(baseline snapshot: Snapshot, under policy: PollPolicy, at now: Timestamp) {
        self.init(verdict: snapshot.completeness == .complete ? .baseline : .unusable)
        guard verdict == .baseline else { return }
        let kind = snapshot.scope.kind
        changes = snapshot.changed.map { FindingChange(first: $0, under: policy, kind: kind, at: now) }
        baseline = changes
    }

    /// Takes in what the answer shows. Under a changed filter, what was not known before is not news: a complete answer
    /// makes it part of the baseline, an incomplete one leaves it to the next.
    private mutating func observe(
        _ snapshot: Snapshot, against state: ScopeState, under policy: PollPolicy, newIsBaseline: Bool,
        at now: Timestamp
    ) {
        let kind = snapshot.scope.kind
        for sighting in snapshot.changed {
            let before = state.findings.row(of: sighting.id).map { state.findings[$0] }
            if !newIsBaseline || before?.isHidden == false {
                let change = FindingChange(sighting, after: before, kind: kind, at: now)
                if change.after != before { changes.append(change) }
            } else if snapshot.completeness == .complete {
                baseline.append(FindingChange(first: sighting, of: before, under: policy, kind: kind, at: now))
            }
        }
        changes.append(contentsOf: baseline)
    }

    /// Decides what it means that findings are missing from a complete answer.
    private mutating func judge(
        _ absence: Absence, in state: ScopeState, under policy: PollPolicy, at now: Timestamp
    ) {
        verdict = .complete
        guard let loss = absence.loss else {
            suspicion = .none
            return miss(absence.open, in: state, vanishAfter: policy.vanishAfter, at: now)
        }
        suspicion = state.suspicion.next(limit: policy.suspectPolls)
        if suspicion == .accepted {
            miss(absence.open, in: state, vanishAfter: 1, at: now)
            // What was believed is settled; only an empty list would look as suspect again at every poll.
            if !absence.emptied { suspicion = .none }
        } else {
            verdict = .suspect(loss)
        }
    }

    private mutating func miss(_ rows: [Int], in state: ScopeState, vanishAfter limit: Int, at now: Timestamp) {
        for row in rows {
            let id = state.findings.id(of: row)
            changes.append(FindingChange(missing: id, state.findings[row], vanishAfter: limit, at: now))
        }
    }
}

extension FindingChange {
    /// What a finding is that a baseline shows for the first time.
    /// - Parameter hidden: what is remembered of it from before a filter hid it.
    fileprivate init(
        first sighting: Sighting, of hidden: FindingRow? = nil, under policy: PollPolicy, kind: FindingKind,
        at now: Timestamp
    ) {
        if policy.baseline == .emit {
            self.init(sighting, after: nil, kind: kind, at: now)
            after.revision += hidden?.revision ?? 0
        } else {
            self.init(baseline: sighting, of: hidden, kind: kind, at: now)
        }
    }
}

extension ScopeState.Suspicion {
    /// After one more answer that lost too much: it is believed when the operator said so, or after `limit` of them.
    fileprivate func next(limit: Int) -> Self {
        let polls =
            switch self {
            case .none: 1
            case .polls(let before): before + 1
            case .accepted: Int.max
            }
        return polls >= limit ? .accepted : .polls(polls)
    }
}

/// The known findings that a complete answer does not show.
private struct Absence {
    var all = RowSet()
    /// Those of them that are open.
    var open: [Int] = []
    private var openBefore = 0
    private var seen: Int
    /// A list of risk checks that has become empty.
    let emptied: Bool

    init(from snapshot: Snapshot, in state: ScopeState) {
        let kind = snapshot.scope.kind
        var shown = snapshot.unchanged
        for sighting in snapshot.changed {
            if let row = state.findings.row(of: sighting.id) { shown.insert(row) }
        }
        seen = snapshot.count
        emptied =
            kind == .riskCheck && seen == 0 && state.findings.indices.contains { !state.findings[$0].isHidden }
        for row in state.findings.indices {
            let isOpen = state.findings[row].isOpen(kind)
            if isOpen { openBefore += 1 }
            guard !shown.contains(row) else { continue }
            all.insert(row)
            if isOpen { open.append(row) }
        }
    }

    /// What was lost, if it is too much to believe at once.
    var loss: ScopeDiff.Loss? {
        guard emptied || open.count > max(5, openBefore / 2) else { return nil }
        return ScopeDiff.Loss(open: openBefore, lost: open.count, seen: seen)
    }
}
