/// The open findings by severity over time, oldest first.
package struct TrendListing: Sendable {
    package init() {}

    /// - Throws: ``RequestRefusal`` if `after` is not a place in this listing.
    package func page(_ request: PageRequest, of cursor: Cursor) throws(RequestRefusal) -> ListingPage {
        let place = try request.place(Int64.self).map { Timestamp(milliseconds: $0) }
        var page = ListingPage(request)
        for sample in cursor.trend where place.map({ $0 < sample.at }) ?? true {
            if page.isFull { return page }
            page.add { $0.members(of: sample) }
            page.next = "\(sample.at.milliseconds)"
        }
        page.next = nil
        return page
    }
}
