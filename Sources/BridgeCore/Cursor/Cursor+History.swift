extension Cursor {
    /// The last events, newest first, with what became of each: those that are still owed and those of the history.
    package func recentEvents(atMost count: Int) -> [EventHistory] {
        outbox.histories(.newest, behind: nil, atMost: count) { _, _ in true }
    }

    /// The last events of one finding, newest first, as far as they are remembered.
    /// - Parameters:
    ///   - key: the finding's key under its source's present name, as ``FindingSubject/key`` has it.
    ///   - source: the source's name.
    package func events(ofFinding key: String, source: String, atMost count: Int) -> [EventHistory] {
        guard key.hasPrefix("\(source)/") else { return [] }
        let order = OwedEvent.order(of: key)
        return outbox.histories(.newest, behind: nil, atMost: count) { event, _ in event.order == order }
    }

    /// One finding, found without looking at the others.
    /// - Parameter key: as ``FindingSubject/key`` has it.
    /// - Returns: `nil` if the source knows no such finding.
    package func finding(source: String, key: String) -> KnownFinding? {
        guard key.hasPrefix("\(source)/") else { return nil }
        let path = key.dropFirst(source.count + 1)
        for index in scopes(of: source) {
            guard let id = scopes[index].scope.id(in: path), let row = scopes[index].findings.row(of: id) else {
                continue
            }
            let finding = scopes[index].findings[row]
            return KnownFinding(
                subject: FindingSubject(scope: scopes[index].scope, id: id), row: finding,
                texts: FindingTexts(remembered: finding, in: texts))
        }
        return nil
    }

    /// How many findings are open now, of every source.
    package var openFindings: SeverityCounts {
        var tally = FindingTally()
        // In place: a copy of a scope counts references in all the memory of its findings.
        for index in scopes.indices { tally += scopes[index].tally }
        return SeverityCounts { tally[.open, $0] }
    }

    /// What ``trend`` lacks at `now`; `nil` while its last sample is young enough.
    func dueSample(at now: Timestamp) -> TrendSample? {
        isSampleDue(at: now) ? TrendSample(at: now, open: openFindings) : nil
    }
}

/// What the cursor knows of one finding.
package struct KnownFinding: Sendable, Equatable {
    /// Its scope, id and key.
    package var subject: FindingSubject
    package var row: FindingRow
    package var texts: FindingTexts

    package var standing: Standing { row.standing(of: subject.scope.kind) }
}

extension Scope {
    /// The id in a key's part behind the source's name; `nil` if that is of another scope.
    fileprivate func id(in path: Substring) -> String? {
        let own = label.isEmpty ? "" : "\(label)/"
        return path.hasPrefix(own) ? String(path.dropFirst(own.count)) : nil
    }
}
