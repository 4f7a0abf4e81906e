import BridgeCore

/// Judges one answer of one scope as the rules say.
struct Judge {
    private let answer: Reference.Answer
    private let policy: PollPolicy
    private var kind: FindingKind { answer.scope.kind }

    init(_ answer: Reference.Answer, _ policy: PollPolicy) {
        self.answer = answer
        self.policy = policy
    }

    func judge(_ known: inout Reference.Known?, _ told: inout [Reference.Expected]) {
        guard var now = known else { return baseline(&known, &told) }
        let before = now.rows
        let isNarrowed = answer.filter != now.filter
        for (id, item) in answer.shown {
            let isHidden = now.rows[id].map(\.isHidden) ?? true
            if !isHidden || !isNarrowed {
                see(id, item, &now.rows[id], &told)
            } else if answer.isComplete {
                let revision = now.rows[id]?.revision ?? 0
                if policy.baseline == .emit {
                    now.rows[id] = Reference.Row(severity: item.severity, affected: item.affected, revision: revision)
                    see(id, item, &now.rows[id], &told)
                } else {
                    now.rows[id] = first(item, revision: revision)
                }
            }
        }
        if answer.isComplete { miss(before, isNarrowed, &now, &told) }
        known = now
    }

    private func baseline(_ known: inout Reference.Known?, _ told: inout [Reference.Expected]) {
        guard answer.isComplete else { return }
        var now = Reference.Known(filter: answer.filter)
        for (id, item) in answer.shown {
            if policy.baseline == .emit { see(id, item, &now.rows[id], &told) } else { now.rows[id] = first(item) }
        }
        known = now
    }

    private func first(_ item: SimulatedCloud.Item, revision: UInt32 = 0) -> Reference.Row {
        var row = Reference.Row(severity: item.severity, affected: item.affected, revision: revision)
        if state(item) == .transient {
            row.marks = .joinsBaseline
            row.isTransient = true
        } else {
            settle(item, &row)
        }
        return row
    }

    private func see(
        _ id: String, _ item: SimulatedCloud.Item, _ known: inout Reference.Row?, _ told: inout [Reference.Expected]
    ) {
        var row = known ?? Reference.Row(severity: item.severity, affected: item.affected)
        defer { known = row }
        row.missed = 0
        guard state(item) != .transient else {
            row.isTransient = true
            return
        }
        let before = row
        settle(item, &row)
        guard !before.marks.contains(.joinsBaseline), let transition = transition(before, item) else { return }
        row.revision += 1
        told.append(expected(id, transition, before, row))
    }

    private func settle(_ item: SimulatedCloud.Item, _ row: inout Reference.Row) {
        (row.status, row.severity, row.affected) = (item.status, item.severity, item.affected)
        (row.isTransient, row.missed) = (false, 0)
        row.marks.subtract([.isGone, .joinsBaseline])
        if state(item) == .open { row.marks.formUnion([.wasOpen, .isLive]) }
        if [.resolved, .suppressed].contains(state(item)) { row.marks.remove(.isLive) }
    }

    private func transition(_ before: Reference.Row, _ item: SimulatedCloud.Item) -> Transition? {
        let wasGone = before.marks.contains(.isGone)
        if !wasGone, !before.status.isEmpty, before.status == item.status {
            guard state(item) == .open else { return nil }
            if before.severity != item.severity { return .severityChanged }
            return before.affected != item.affected ? .affectedChanged : nil
        }
        let isNew = before.status.isEmpty
        let past = isNew || wasGone ? nil : FindingState(status: before.status, kind: kind)
        switch state(item) {
        case .open where past == .open || before.marks.contains(.isLive): return .changed
        case .open: return before.marks.contains(.wasOpen) ? .reopened : .opened
        case .resolved where isNew: return nil
        case .resolved where past == .open: return .resolved
        case .resolved where past == .unknown && before.marks.contains(.isLive): return .resolved
        case .resolved: return .changed
        case .suppressed: return isNew ? nil : .suppressed
        case .unknown: return .changed
        case .transient: return nil
        }
    }

    /// What a complete answer does not show.
    private func miss(
        _ before: [String: Reference.Row], _ isNarrowed: Bool, _ now: inout Reference.Known,
        _ told: inout [Reference.Expected]
    ) {
        let shown = Set(answer.shown.map(\.0))
        let absent = before.keys.filter { !shown.contains($0) }.sorted()
        if isNarrowed {
            for id in absent { now.rows[id] = hidden(before[id]) }
            (now.filter, now.suspicion) = (answer.filter, .none)
            return
        }
        let open = before.filter { isOpen($0.value) }
        let lost = absent.filter { open[$0] != nil }
        let isEmptied = kind == .riskCheck && shown.isEmpty && !before.values.allSatisfy(\.isHidden)
        var limit = policy.vanishAfter
        if isEmptied || lost.count > max(5, open.count / 2) {
            now.suspicion = suspicion(after: now.suspicion)
            guard now.suspicion == .accepted else { return }
            limit = 1
            // What was believed is settled; only an empty list would look as suspect again at every poll.
            if !isEmptied { now.suspicion = .none }
        } else {
            now.suspicion = .none
        }
        for id in lost { vanish(id, limit, &now, &told) }
    }

    /// Only how often it was told is remembered, so that no event id comes back.
    private func hidden(_ row: Reference.Row?) -> Reference.Row? {
        guard let row, row.revision > 0 else { return nil }
        return Reference.Row(severity: row.severity, affected: row.affected, revision: row.revision)
    }

    private func suspicion(after before: ScopeState.Suspicion) -> ScopeState.Suspicion {
        switch before {
        case .accepted: .accepted
        case .none: policy.suspectPolls <= 1 ? .accepted : .polls(1)
        case .polls(let polls): polls + 1 >= policy.suspectPolls ? .accepted : .polls(polls + 1)
        }
    }

    private func vanish(
        _ id: String, _ limit: Int, _ now: inout Reference.Known, _ told: inout [Reference.Expected]
    ) {
        guard var row = now.rows[id] else { return }
        let before = row
        row.missed += 1
        if row.missed >= limit {
            row.missed = 0
            row.marks.insert(.isGone)
            row.marks.remove(.isLive)
            row.revision += 1
            told.append(expected(id, .vanished, before, row))
        }
        now.rows[id] = row
    }

    private func expected(
        _ id: String, _ transition: Transition, _ before: Reference.Row, _ after: Reference.Row
    ) -> Reference.Expected {
        let from = before.status.isEmpty ? nil : before.marks.contains(.isGone) ? "vanished" : before.status
        return Reference.Expected(
            key: FindingSubject(scope: answer.scope, id: id).key, revision: after.revision, transition: transition,
            from: from, to: after.marks.contains(.isGone) ? "vanished" : after.status)
    }

    private func state(_ item: SimulatedCloud.Item) -> FindingState { FindingState(status: item.status, kind: kind) }

    private func isOpen(_ row: Reference.Row) -> Bool {
        !row.status.isEmpty && !row.marks.contains(.isGone) && FindingState(status: row.status, kind: kind) == .open
    }
}
