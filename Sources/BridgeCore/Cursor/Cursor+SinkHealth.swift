extension Cursor {
    /// What a change of a sink's health does: one event, told to everybody but the sink itself.
    package func advance(
        to health: EventType.SinkHealth, _ trouble: LaneTrouble, of sink: SinkTraits, router: Router, at now: Timestamp
    ) -> CursorCommit {
        let severity: Severity = health == .recovered ? .low : .high
        let composer = SinkEventComposer(sink: sink, ids: EventID(lineage: identity.lineage), at: now)
        let event = composer.health(
            health, severity, trouble, backlog: outbox.backlog[sink.name] ?? 0, number: outbox.nextNumber)
        let subject = RouteSubject(
            [.type: EventType.sink(health).name, .severity: severity.rawValue], concernedSink: sink.name)
        return CursorCommit(
            OwedEvent(
                number: outbox.nextNumber, event: event, order: OwedEvent.order(of: composer.uri),
                sinks: router.decide(subject).sinks))
    }
}
