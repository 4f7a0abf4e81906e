import HeapModule

/// The events that somebody is still owed or that a dead letter holds, oldest first.
package struct EventListing: Sendable {
    /// Only what this sink is owed or what was given up for it; `nil` is any.
    package var sink: String?

    package init(sink: String? = nil) {
        self.sink = sink
    }

    /// - Throws: ``RequestRefusal`` if `after` is not a place in this listing.
    package func page(_ request: PageRequest, of cursor: Cursor) throws(RequestRefusal) -> ListingPage {
        let outbox = cursor.outbox
        let numbers = outbox.numbers(after: try request.number, atMost: request.limit + 1, where: { holds($0, outbox) })
        var page = ListingPage(request)
        for (index, number) in numbers.enumerated() {
            guard let event = outbox.events[number] else { continue }
            if page.isFull {
                page.next = "\(numbers[index - 1])"
                break
            }
            page.add { $0.kept(event, outbox.letters(holding: event)) }
        }
        return page
    }

    private func holds(_ event: OwedEvent, _ outbox: Outbox) -> Bool {
        guard let sink else { return true }
        return event.sinks.contains(sink) || outbox.deadLetters[DeliveryKey(event: event.number, sink: sink)] != nil
    }
}

extension PageRequest {
    /// The number of an event, as the place in a listing of them.
    fileprivate var number: UInt64 {
        get throws(RequestRefusal) {
            guard let after else { return 0 }
            guard let number = UInt64(after) else { throw .lostPlace }
            return number
        }
    }
}

extension Outbox {
    /// The lowest numbers of events that match, in order. What it costs grows with the outbox, but what it holds does
    /// not.
    func numbers(after place: UInt64, atMost count: Int, where matches: (OwedEvent) -> Bool) -> [UInt64] {
        var lowest: Heap<UInt64> = []
        for (number, event) in events where number > place && matches(event) {
            if lowest.count < count {
                lowest.insert(number)
            } else if let highest = lowest.max, number < highest {
                lowest.replaceMax(with: number)
            }
        }
        return lowest.unordered.sorted()
    }

    /// The dead letters that hold the event.
    fileprivate func letters(holding event: OwedEvent) -> [(key: DeliveryKey, value: DeadLetter)] {
        queues.keys.compactMap { sink in
            let key = DeliveryKey(event: event.number, sink: sink)
            return deadLetters[key].map { (key, $0) }
        }
    }
}
