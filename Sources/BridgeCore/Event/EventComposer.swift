/// Encodes events: each once, as the bytes that are stored and sent.
package struct EventComposer: Sendable {
    /// What CloudEvents recommends and every receiver of ours may rely on.
    package static let maximumBytes = 64 << 10

    private let source: SourceIdentity
    private let ids: EventID
    private let now: Timestamp

    package init(source: SourceIdentity, ids: EventID, at now: Timestamp) {
        self.source = source
        self.ids = ids
        self.now = now
    }

    /// The event of a change that has a transition.
    package func finding(_ change: FindingChange, _ subject: FindingSubject, _ texts: FindingTexts) -> EncodedEvent {
        let id = ids.transition(of: subject.key, change)
        let whole = encode(change, subject, texts, id: id)
        guard whole.count > Self.maximumBytes else { return EncodedEvent(id: id, json: whole) }
        var short = texts
        short.details = Array("{}".utf8)
        short.cut.append("data.finding.details")
        return EncodedEvent(id: id, json: encode(change, subject, short, id: id))
    }

    /// An event about the source itself.
    /// - Parameters:
    ///   - number: the event's number in the cursor.
    ///   - body: writes the members of `data` that are this type's own.
    package func health(
        _ type: EventType, severity: Severity, number: UInt64, _ body: (inout JSONWriter) -> Void
    ) -> EncodedEvent {
        let id = ids.event(type, about: source.uri, number: number)
        var writer = JSONWriter()
        writer.object { event in
            event.envelope(id: id, source: source.uri, type: type, subject: nil, time: now, severity: severity)
            event.name("data")
            event.object { data in
                data.identity(source)
                body(&data)
            }
        }
        return EncodedEvent(id: id, json: writer.bytes)
    }

    private func encode(
        _ change: FindingChange, _ subject: FindingSubject, _ texts: FindingTexts, id: String
    ) -> [UInt8] {
        guard let transition = change.transition else { return [] }
        let row = change.after
        var writer = JSONWriter(reserving: 1024 + texts.details.count)
        writer.object { event in
            event.envelope(
                id: id, source: source.uri, type: .finding(transition), subject: subject.subject, time: now,
                severity: row.severity)
            if !texts.cut.isEmpty {
                event.member("truncated", array: { array in texts.cut.forEach { array.string($0) } })
            }
            event.name("data")
            event.object { data in
                data.transition(change, transition)
                data.identity(source)
                data.member("first_seen", row.firstSeen)
                data.member("since", row.since)
                if let lasted = change.before.flatMap({ $0.status.isEmpty ? nil : $0.since }), lasted < row.since {
                    data.member("previous_since", lasted)
                }
                data.member("finding", object: { $0.finding(row, subject, texts) })
            }
        }
        return writer.trimmed
    }
}

extension JSONWriter {
    /// The members of every CloudEvent of ours but `data`.
    mutating func envelope(
        id: String, source: String, type: EventType, subject: String?, time: Timestamp, severity: Severity
    ) {
        member("specversion", "1.0")
        member("id", id)
        member("source", source)
        member("type", type.name)
        member("subject", ifPresent: subject)
        member("time", time)
        member("datacontenttype", "application/json")
        member("severity", severity.rawValue)
    }

    fileprivate mutating func identity(_ source: SourceIdentity) {
        member("account", source.account)
        member("region", source.region)
        member("source", source.name)
    }

    fileprivate mutating func transition(_ change: FindingChange, _ transition: Transition) {
        member("transition", transition.rawValue)
        if let from = change.from { member("from", from) } else { member("from", .null) }
        member("to", change.to)
        member("new", change.before.map { $0.status.isEmpty } ?? true)
        member("revision", change.after.revision)
        if !change.fieldChanges.isEmpty {
            member("changes", array: { array in change.fieldChanges.forEach { array.fieldChange($0) } })
        }
    }

    private mutating func fieldChange(_ change: FieldChange) {
        object {
            $0.member("field", change.field)
            $0.member("from", change.from)
            $0.member("to", change.to)
        }
    }

    /// The members of a finding; also what a baseline lists.
    mutating func finding(_ row: FindingRow, _ subject: FindingSubject, _ texts: FindingTexts) {
        let kind = subject.scope.kind
        member("key", subject.key)
        member("kind", kind.rawValue)
        member("id", subject.id)
        member("title", texts.title)
        member("category", texts.category)
        member("severity", row.severity.rawValue)
        member("status", row.status)
        member("state", FindingState(status: row.status, kind: kind).rawValue)
        member("asset_type", texts.assetType)
        member("affected_count", row.affected)
        if let moment = texts.checkedAt { member("checked_at", moment) }
        member("url", ifPresent: texts.url)
        member("details", raw: texts.details)
    }
}

/// A change of a field that rides along with a transition, or is it.
private struct FieldChange {
    var field: String
    var from: JSONValue
    var to: JSONValue
}

extension FindingChange {
    fileprivate var fieldChanges: [FieldChange] {
        guard let before, !before.status.isEmpty else { return [] }
        var changes: [FieldChange] = []
        if before.severity != after.severity {
            changes.append(
                FieldChange(
                    field: "severity", from: .string(before.severity.rawValue), to: .string(after.severity.rawValue)))
        }
        if before.affected != after.affected {
            changes.append(
                FieldChange(
                    field: "affected_count", from: .number(String(before.affected)), to: .number(String(after.affected))
                ))
        }
        return changes
    }
}
