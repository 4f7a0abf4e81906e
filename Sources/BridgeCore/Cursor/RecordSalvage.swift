/// Takes in the records of a damaged cursor as far as they make sense: what refers to something lost is refused, and
/// what is numbered keeps its meaning though a number is missing before it.
///
/// Given the records of a sound cursor, it makes the same cursor.
struct RecordSalvage: Sendable {
    private(set) var cursor = Cursor(identity: CursorIdentity(lineage: "", checkpoint: ""))
    /// The number of each scope in the salvaged cursor by its number in the file.
    private var scopes: [UInt32: UInt32] = [:]
    /// The events of which the checkpoint says that they have ended.
    private var told: [UInt64] = []
    /// A number so far ahead is itself a damage.
    private static let longestGap = 10_000

    /// - Throws: ``CursorDamage`` if the record is of no use without what is lost.
    mutating func take(_ record: CursorRecord) throws(CursorDamage) {
        switch record {
        case .text(let number, let text): try take(text, number)
        case .scope(let number, let scope, let filter, let suspicion):
            let own = scopes[number] ?? UInt32(cursor.scopes.count)
            try cursor.apply(.scope(number: own, scope, filter: filter, suspicion))
            scopes[number] = own
        case .finding(let scope, let id, let row): try cursor.apply(.finding(scope: try own(scope), id: id, row))
        case .forgotten(let scope, let ids): try cursor.apply(.forgotten(scope: try own(scope), ids: ids))
        case .event(let event), .told(let event):
            guard let read = try? Event(event.event), read.id == event.event.id else {
                throw .unreadable("event \(event.number) is not the one that its id says")
            }
            try cursor.apply(record)
            if case .told = record { told.append(event.number) }
        case .source, .attempted, .digest, .settled, .exhumed, .forwarded, .remembered, .sample:
            try cursor.apply(record)
        }
    }

    /// What had ended must not be sent again because the line that says how is lost.
    mutating func endWhatWasTold() throws(CursorDamage) {
        for number in told {
            for sink in cursor.outbox.events[number]?.sinks ?? [] {
                try cursor.apply(.settled(sink: sink, events: [number], .suppressed(rule: "repair")))
            }
        }
        told = []
    }

    mutating func resume(at sequence: UInt64, nextEvent: UInt64) {
        cursor.resume(at: sequence, nextEvent: nextEvent)
    }

    /// Lost texts leave empty ones behind, so that those after them keep their numbers.
    private mutating func take(_ text: String, _ number: UInt32) throws(CursorDamage) {
        let next = cursor.texts.texts.count
        guard Int(number) >= next, Int(number) - next <= Self.longestGap else {
            throw .misfit("text \(number) does not follow text \(next)")
        }
        for lost in next..<Int(number) { try cursor.apply(.text(number: UInt32(lost), "")) }
        try cursor.apply(.text(number: number, text))
    }

    private func own(_ scope: UInt32) throws(CursorDamage) -> UInt32 {
        guard let own = scopes[scope] else { throw .misfit("the scope \(scope) that it belongs to is lost") }
        return own
    }
}
