import BridgeCore

/// Every page of a listing, asked for one after another.
func pages(
    limit: Int, _ page: (PageRequest) throws -> ListingPage
) throws -> [[JSONValue]] {
    var pages: [[JSONValue]] = []
    var request = PageRequest(limit: limit)
    repeat {
        let answer = try page(request)
        pages.append(try answer.items.map { try JSONValue(parsing: $0) })
        request.after = answer.next
    } while request.after != nil && pages.count < 1000
    return pages
}
