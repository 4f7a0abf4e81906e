/// The deliveries that were given up, oldest event first.
package struct DeadLetterListing: Sendable {
    /// `nil` is any.
    package var sink: String?

    package init(sink: String? = nil) {
        self.sink = sink
    }

    /// - Throws: ``RequestRefusal`` if `after` is not a place in this listing.
    package func page(_ request: PageRequest, of cursor: Cursor) throws(RequestRefusal) -> ListingPage {
        let place = try DeliveryPlace(request.after)
        let keys = cursor.outbox.deadLetters.keys.filter { (sink ?? $0.sink) == $0.sink && place < DeliveryPlace($0) }
        var page = ListingPage(request)
        for key in keys.sorted(by: { DeliveryPlace($0) < DeliveryPlace($1) }) {
            if page.isFull { return page }
            guard let letter = cursor.outbox.deadLetters[key] else { continue }
            page.add {
                $0.member("number", key.event)
                $0.grave(key, letter)
                if let event = cursor.outbox.events[key.event] { $0.summary(of: event) }
            }
            page.next = DeliveryPlace(key).token
        }
        page.next = nil
        return page
    }
}
