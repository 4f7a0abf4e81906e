/// An event that nobody waits for any more, and how it ended at each of its sinks.
struct ToldEvent: Sendable, Equatable {
    /// Owed to nobody.
    var event: OwedEvent
    var endings: [DeliveryEnding]

    /// About what it takes in memory, in bytes.
    var size: Int {
        endings.reduce(event.event.json.count + 128) { sum, ending in
            ending.failures.reduce(sum + 96) { $0 + 48 + $1.reason.utf8.count }
        }
    }
}
