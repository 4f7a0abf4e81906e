/// The findings, the events and the trend as JSON objects, one by one: for `cursor export`.
package struct CursorExport: Sequence, Sendable {
    private let cursor: Cursor

    package init(_ cursor: Cursor) {
        self.cursor = cursor
    }

    package func makeIterator() -> AnyIterator<[UInt8]> {
        let cursor = cursor
        let findings = cursor.scopes.lazy.flatMap { scope in
            scope.findings.indices.lazy.map { Self.finding($0, of: scope, cursor.texts) }
        }
        let events = cursor.outbox.histories(.oldest, behind: nil, atMost: .max) { _, _ in true }.lazy.map {
            Self.event($0, cursor.outbox.letters(holding: $0))
        }
        let samples = cursor.trend.lazy.map { Self.sample($0) }
        return AnyIterator(
            AnySequence([AnySequence(findings), AnySequence(events), AnySequence(samples)].lazy.joined())
                .makeIterator())
    }

    private static func finding(_ row: Int, of scope: ScopeState, _ texts: TextTable) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { line in
            line.member("record", "finding")
            line.known(row, of: scope, texts)
        }
        return writer.bytes
    }

    private static func sample(_ sample: TrendSample) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { line in
            line.member("record", "sample")
            line.members(of: sample)
        }
        return writer.bytes
    }

    private static func event(_ event: EventHistory, _ letters: [(key: DeliveryKey, value: DeadLetter)]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { line in
            line.member("record", "event")
            line.kept(event, letters)
        }
        return writer.bytes
    }
}

extension JSONWriter {
    /// Writes what the cursor knows of a finding.
    mutating func known(_ row: Int, of scope: ScopeState, _ texts: TextTable) {
        let finding = scope.findings[row]
        let subject = FindingSubject(scope: scope.scope, id: scope.findings.id(of: row))
        member("source", scope.scope.source)
        member("scope", scope.scope.label)
        member("revision", finding.revision)
        member("first_seen", finding.firstSeen.description)
        member("since", finding.since.description)
        member("transient_since", ifPresent: finding.transientSince?.description)
        member("missed", finding.missed)
        member("gone", finding.marks.contains(.isGone))
        member("finding", object: { $0.finding(finding, subject, FindingTexts(remembered: finding, in: texts)) })
    }

    /// Writes an event that the outbox holds, why, and what has become of it.
    mutating func kept(_ event: EventHistory, _ letters: [(key: DeliveryKey, value: DeadLetter)]) {
        member("number", event.number)
        member("owed_to", array: { array in event.owedTo.forEach { array.string($0) } })
        member(
            "dead_letters",
            array: { array in
                for letter in letters.sorted(by: { $0.key.sink < $1.key.sink }) {
                    array.object { $0.grave(letter.key, letter.value) }
                }
            })
        member(
            "deliveries", array: { array in event.deliveries.forEach { one in array.object { $0.history(one) } } })
        member("event", raw: event.event.json)
    }

    mutating func grave(_ key: DeliveryKey, _ letter: DeadLetter) {
        member("sink", key.sink)
        member("at", letter.at.description)
        member("attempts", letter.attempts)
        member("reason", letter.reason)
    }
}
