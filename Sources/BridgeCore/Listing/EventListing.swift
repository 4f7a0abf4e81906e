/// The events that somebody is still owed or that a dead letter holds, and the last ones that all have settled, each with
/// what has become of it.
package struct EventListing: Sendable {
    /// Only what concerns this sink: what it is owed, was told, or what was given up for it; `nil` is any.
    package var sink: String?
    /// Only what is about this source.
    package var source: String?
    /// Only what is about the finding with this key, under its source's present name.
    package var finding: String?
    package var order: NumberOrder

    package init(
        sink: String? = nil, source: String? = nil, finding: String? = nil, order: NumberOrder = .oldest
    ) {
        (self.sink, self.source, self.finding, self.order) = (sink, source, finding, order)
    }

    /// - Throws: ``RequestRefusal`` if `after` is not a place in this listing.
    package func page(_ request: PageRequest, of cursor: Cursor) throws(RequestRefusal) -> ListingPage {
        let outbox = cursor.outbox
        let key = finding.map(OwedEvent.order(of:))
        let events = outbox.histories(order, behind: try request.place(UInt64.self), atMost: request.limit + 1) {
            event, outbox in
            (key ?? event.order) == event.order && (sink.map { outbox.concerns(event, sink: $0) } ?? true)
                && (source.map(event.isAbout(source:)) ?? true)
        }
        var page = ListingPage(request)
        for event in events {
            if page.isFull { return page }
            page.add { $0.kept(event, outbox.letters(holding: event)) }
            page.next = "\(event.number)"
        }
        page.next = nil
        return page
    }
}

extension OwedEvent {
    fileprivate func isAbout(source name: String) -> Bool {
        source.map { $0 == name } ?? event.uri?.hasSuffix("/sources/\(name)") ?? false
    }
}

extension EncodedEvent {
    /// The CloudEvents `source`, read without what stands behind it.
    fileprivate var uri: String? {
        var (scanner, uri) = (JSONScanner(json), String?.none)
        try? scanner.object(of: ["source"]) { (_, scanner) throws(JSONError) in
            uri = try scanner.string()
            // It is all that was wanted.
            throw .truncated(offset: scanner.position)
        }
        return uri
    }
}
