extension Cursor {
    /// A new cursor that takes the place of a damaged one, and owes everybody the news.
    ///
    /// The event is in it from its first checkpoint on: a crash can not come between the two.
    /// - Parameter moved: the names under which the damaged files are kept.
    package static func replacing(
        damaged flaw: JournalFlaw, of file: String, movedTo moved: [String], lineage: String, router: Router,
        at now: Timestamp
    ) -> Cursor {
        let identity = CursorIdentity(lineage: lineage, checkpoint: "")
        var cursor = Cursor(identity: identity)
        let type = EventType.cursor(.quarantined)
        let number = cursor.outbox.nextNumber
        let id = EventID(lineage: lineage).event(type, about: uri, number: number)
        var writer = JSONWriter()
        writer.object { event in
            event.envelope(id: id, source: uri, type: type, subject: nil, time: now, severity: .high)
            event.member(
                "data",
                object: { data in
                    data.member("file", file)
                    data.member("line", flaw.line)
                    data.member("byte", flaw.byte)
                    data.member("reason", flaw.reason)
                    data.member("moved", array: { array in moved.forEach { array.string($0) } })
                    data.member(
                        "advice",
                        "Everything begins with a new baseline. What changed before it and was not told yet is lost. "
                            + "The damaged files are kept beside the new ones.")
                })
        }
        let sinks = router.decide(
            RouteSubject([.type: type.name, .severity: Severity.high.rawValue])
        ).sinks
        let event = OwedEvent(
            number: number, event: EncodedEvent(id: id, json: writer.bytes), order: OwedEvent.order(of: uri),
            sinks: sinks)
        if !sinks.isEmpty { cursor.owe(event) }
        return cursor
    }

    /// The CloudEvents `source` of events about the cursor itself.
    private static var uri: String { "/cursor" }

    private mutating func owe(_ event: OwedEvent) {
        // A record that refers to nothing fits any cursor.
        try? apply(.event(event))
    }
}
