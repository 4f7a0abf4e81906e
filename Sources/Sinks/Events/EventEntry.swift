import BridgeCore

/// One event of those that share a request, read and as it was committed.
struct EventEntry: Sendable {
    let event: Event
    /// The bytes of the whole CloudEvent.
    let json: [UInt8]

    /// All events of the deliveries, one after another. Those of a digest go one by one, too: what takes events wants no
    /// summaries.
    static func all(of deliveries: [Delivery]) throws(UnsendableDelivery) -> [EventEntry] {
        var entries: [EventEntry] = []
        for encoded in deliveries.lazy.flatMap(\.events) {
            guard let event = try? Event(encoded) else {
                throw UnsendableDelivery(reason: "the stored event \(encoded.id) is damaged")
            }
            entries.append(EventEntry(event: event, json: encoded.json))
        }
        return entries
    }
}
