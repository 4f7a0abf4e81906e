/// What one answer does to one finding.
package struct FindingChange: Sendable, Equatable {
    package var id: String
    /// What was known; `nil` at a first sighting.
    package var before: FindingRow?
    /// What is known from now on, but for the texts, which are entered later.
    package var after: FindingRow
    /// What is to be told, if anything.
    package var transition: Transition?
    /// What the answer shows; `nil` for what is missing from it.
    package var sighting: Sighting?

    /// The raw status to call the one before; `nil` at a first sighting.
    package var from: String? {
        guard let before, !before.status.isEmpty else { return nil }
        return before.marks.contains(.isGone) ? Self.vanished : before.status
    }

    package var to: String { after.marks.contains(.isGone) ? Self.vanished : after.status }

    /// The word for the status of what is gone.
    package static let vanished = "vanished"
}

extension FindingChange {
    /// What `sighting` does to a finding of a scope that has its baseline already.
    package init(_ sighting: Sighting, after before: FindingRow?, kind: FindingKind, at now: Timestamp) {
        let state = FindingState(status: sighting.status, kind: kind)
        let row = before ?? FindingRow(first: sighting, at: now)
        self.init(id: sighting.id, before: before, after: row, sighting: sighting)
        if state == .transient {
            after.hold(at: now)
        } else {
            settle(as: state, kind: kind, at: now)
        }
    }

    /// What `sighting` is as a part of a baseline: nothing to tell.
    /// - Parameter hidden: what is remembered of it from before a filter hid it.
    package init(baseline sighting: Sighting, of hidden: FindingRow? = nil, kind: FindingKind, at now: Timestamp) {
        self.init(id: sighting.id, before: nil, after: FindingRow(first: sighting, at: now), sighting: sighting)
        after.revision = hidden?.revision ?? 0
        let state = FindingState(status: sighting.status, kind: kind)
        if state == .transient {
            after.marks.insert(.joinsBaseline)
            after.hold(at: now)
        } else {
            after.take(sighting, state, at: now)
        }
    }

    /// What it does to an open finding to be missing from one more complete answer.
    package init(missing id: String, _ before: FindingRow, vanishAfter limit: Int, at now: Timestamp) {
        self.init(id: id, before: before, after: before)
        after.missed = before.missed == .max ? .max : before.missed + 1
        guard Int(after.missed) >= limit else { return }
        transition = .vanished
        after.vanish(at: now)
    }

    private mutating func settle(as state: FindingState, kind: FindingKind, at now: Timestamp) {
        guard let sighting else { return }
        let joins = after.marks.contains(.joinsBaseline)
        if !joins { transition = told(sighting, as: state, kind: kind) }
        // The word for it may have been taught since it was last looked at.
        if after.isOpen(kind) { after.marks.insert(.wasOpen) }
        after.take(sighting, state, at: now)
        if transition != nil { after.revision &+= 1 }
    }

    private func told(_ sighting: Sighting, as state: FindingState, kind: FindingKind) -> Transition? {
        let standing = after.standing(of: kind)
        guard standing != .gone, sighting.status == after.status else {
            return TransitionTable.transition(from: standing, to: state, marks: after.marks)
        }
        guard state == .open else { return nil }
        if sighting.severity != after.severity { return .severityChanged }
        return sighting.affected == after.affected ? nil : .affectedChanged
    }
}

extension FindingRow {
    /// A changed filter hid it: of what it was, only the revision is remembered, so that no event id comes back.
    package var isHidden: Bool { status.isEmpty && transientSince == nil }

    package mutating func hide() {
        (status, transientSince, missed, marks) = ("", nil, 0, [])
    }

    fileprivate init(first sighting: Sighting, at now: Timestamp) {
        self.init(
            status: "", firstSeen: now, since: now, affected: sighting.affected, severity: sighting.severity,
            title: 0, category: 0, assetType: 0)
    }

    /// The check is under way: what was settled still holds.
    fileprivate mutating func hold(at now: Timestamp) {
        transientSince = transientSince ?? now
        missed = 0
    }

    fileprivate mutating func take(_ sighting: Sighting, _ state: FindingState, at now: Timestamp) {
        if sighting.status != status || marks.contains(.isGone) { since = now }
        status = sighting.status
        severity = sighting.severity
        affected = sighting.affected
        transientSince = nil
        missed = 0
        marks.subtract([.isGone, .joinsBaseline])
        switch state {
        case .open: marks.formUnion([.wasOpen, .isLive])
        case .resolved, .suppressed: marks.remove(.isLive)
        case .transient, .unknown: break
        }
    }

    fileprivate mutating func vanish(at now: Timestamp) {
        marks.formUnion([.isGone, .wasOpen])
        marks.remove(.isLive)
        since = now
        missed = 0
        revision &+= 1
    }
}
