/// How many dead letters are kept, and for how long: what is more is let go, oldest first.
package struct DeadLetterBounds: Sendable, Equatable {
    package var count = 10_000
    package var age: Duration = .seconds(90 * 86_400)

    package init() {}

    /// Why letters are let go.
    package enum Reason: String, Sendable { case tooMany = "there are too many", tooOld = "they are too old" }

    /// What is to be let go now of one sink's letters.
    package struct Excess: Sendable, Equatable {
        package var sink: String
        package var reason: Reason
        package var events: [UInt64]

        package init(sink: String, reason: Reason, events: [UInt64]) {
            (self.sink, self.reason, self.events) = (sink, reason, events)
        }

        package var record: CursorRecord { .exhumed(sink: sink, events: events, again: false) }
    }

    /// What is beyond the bounds, by sink and reason.
    package func excess(in outbox: Outbox, at now: Timestamp) -> [Excess] {
        let oldest = now - age
        guard outbox.deadLetters.count > count || outbox.deadLetters.contains(where: { $0.value.at < oldest }) else {
            return []
        }
        let letters = outbox.deadLetters.sorted { ($0.value.at, $0.key.event) < ($1.value.at, $1.key.event) }
        let old = letters.prefix { $0.value.at < oldest }
        let many = letters.dropFirst(old.count).prefix(max(letters.count - old.count - count, 0))
        return Self.grouped(old.map(\.key), .tooOld) + Self.grouped(many.map(\.key), .tooMany)
    }

    private static func grouped(_ keys: [DeliveryKey], _ reason: Reason) -> [Excess] {
        Dictionary(grouping: keys, by: \.sink).sorted { $0.key < $1.key }.map { sink, keys in
            Excess(sink: sink, reason: reason, events: keys.map(\.event).sorted())
        }
    }
}

extension Timestamp {
    fileprivate static func - (moment: Timestamp, wait: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds - wait.milliseconds)
    }
}
