/// The findings and the outbox as JSON objects, one by one: for `cursor export`.
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
        let letters = Dictionary(grouping: cursor.outbox.deadLetters, by: \.key.event)
        let events = cursor.outbox.events.values.sorted { $0.number < $1.number }.lazy.map {
            Self.event($0, letters[$0.number] ?? [])
        }
        return AnyIterator(AnySequence([AnySequence(findings), AnySequence(events)].lazy.joined()).makeIterator())
    }

    private static func finding(_ row: Int, of scope: ScopeState, _ texts: TextTable) -> [UInt8] {
        let finding = scope.findings[row]
        var remembered = FindingTexts(remembered: finding, in: texts)
        remembered.details = Array("{}".utf8)
        let subject = FindingSubject(scope: scope.scope, id: scope.findings.id(of: row))
        var writer = JSONWriter()
        writer.object { line in
            line.member("record", "finding")
            line.member("source", scope.scope.source)
            line.member("scope", scope.scope.label)
            line.member("revision", finding.revision)
            line.member("first_seen", finding.firstSeen.description)
            line.member("since", finding.since.description)
            line.member("transient_since", ifPresent: finding.transientSince?.description)
            line.member("missed", finding.missed)
            line.member("gone", finding.marks.contains(.isGone))
            line.member("finding", object: { $0.finding(finding, subject, remembered) })
        }
        return writer.bytes
    }

    private static func event(
        _ event: OwedEvent, _ letters: [(key: DeliveryKey, value: DeadLetter)]
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { line in
            line.member("record", "event")
            line.member("number", event.number)
            line.member("owed_to", array: { array in event.sinks.sorted().forEach { array.string($0) } })
            line.member(
                "dead_letters",
                array: { array in
                    for letter in letters.sorted(by: { $0.key.sink < $1.key.sink }) {
                        array.object {
                            $0.member("sink", letter.key.sink)
                            $0.member("at", letter.value.at.description)
                            $0.member("attempts", letter.value.attempts)
                            $0.member("reason", letter.value.reason)
                        }
                    }
                })
            line.member("event", raw: event.event.json)
        }
        return writer.bytes
    }
}
