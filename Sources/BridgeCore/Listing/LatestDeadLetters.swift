import HeapModule

/// The deliveries that were given up last, the latest first.
package struct LatestDeadLetters: Sendable {
    /// JSON objects, as ``DeadLetterListing`` has them.
    package private(set) var items: [[UInt8]] = []

    /// - Parameter limit: the most items.
    package init(atMost limit: Int, of cursor: Cursor) {
        var latest: Heap<Grave> = []
        for (key, letter) in cursor.outbox.deadLetters {
            let grave = Grave(at: letter.at, key: key)
            if latest.count < limit {
                latest.insert(grave)
            } else if let earliest = latest.min, earliest < grave {
                latest.replaceMin(with: grave)
            }
        }
        items = latest.unordered.sorted(by: >).compactMap { grave in
            cursor.outbox.deadLetters[grave.key].map { DeadLetterListing.item(grave.key, $0, cursor.outbox) }
        }
    }
}

private struct Grave: Comparable {
    var at: Timestamp
    var key: DeliveryKey

    static func < (left: Grave, right: Grave) -> Bool {
        (left.at, left.key.event, left.key.sink) < (right.at, right.key.event, right.key.sink)
    }
}

extension DeadLetterListing {
    fileprivate static func item(_ key: DeliveryKey, _ letter: DeadLetter, _ outbox: Outbox) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("number", key.event)
            $0.grave(key, letter)
            if let event = outbox.events[key.event] {
                $0.summary(of: event)
                $0.member("json", raw: event.event.json)
            }
        }
        return writer.bytes
    }
}
