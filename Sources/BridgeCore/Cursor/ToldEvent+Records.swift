extension ToldEvent {
    /// The records that make it: as it was owed and how it ended, so that a program that keeps no history takes it for
    /// what it is to it, nothing.
    var records: [CursorRecord] {
        var owed = event
        owed.sinks = endings.map(\.sink)
        let dead = endings.filter { if case .dead = $0.settlement { true } else { false } }
        return [.told(owed)] + endings.flatMap { $0.records(of: event.number) }
            + dead.map { .exhumed(sink: $0.sink, events: [event.number], again: false) }
    }
}
