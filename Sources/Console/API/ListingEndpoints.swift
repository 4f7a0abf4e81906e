import Bridge
import BridgeCore

/// What the cursor knows and owes, page by page.
struct ListingEndpoints: Sendable {
    let bridge: WatchedBridge
    private static let paging: Set<String> = ["limit", "after"]

    var endpoints: [Endpoint] {
        [
            listing("/api/v1/findings", ["source", "kind", "severity", "state"]) { (query) throws(RequestRefusal) in
                let listing = FindingListing(
                    source: try query.name("source", among: sourceNames), kind: try query.word("kind"),
                    severity: try query.word("severity"), state: try query.word("state"))
                return { (request, cursor) throws(RequestRefusal) in try listing.page(request, of: cursor) }
            },
            listing("/api/v1/events", ["sink", "source", "finding", "order"]) { (query) throws(RequestRefusal) in
                // Sinks and sources that are in the configuration no more have a past, too.
                let listing = EventListing(
                    sink: query.text("sink"), source: query.text("source"), finding: query.text("finding"),
                    order: try query.word("order") ?? .oldest)
                return { (request, cursor) throws(RequestRefusal) in try listing.page(request, of: cursor) }
            },
            listing("/api/v1/deliveries", ["sink", "state"]) { (query) throws(RequestRefusal) in
                let listing = DeliveryListing(sink: query.text("sink"), state: try query.word("state"))
                return { (request, cursor) throws(RequestRefusal) in try listing.page(request, of: cursor) }
            },
            listing("/api/v1/trend", []) { (_) throws(RequestRefusal) in
                return { (request, cursor) throws(RequestRefusal) in try TrendListing().page(request, of: cursor) }
            },
            listing("/api/v1/dead-letters", ["sink"]) { (query) throws(RequestRefusal) in
                let listing = DeadLetterListing(sink: query.text("sink"))
                return { (request, cursor) throws(RequestRefusal) in try listing.page(request, of: cursor) }
            },
        ]
    }

    private typealias Paging = @Sendable (PageRequest, Cursor) throws(RequestRefusal) -> ListingPage

    private var sourceNames: [String] { bridge.sources.map(\.name) }

    private func listing(
        _ path: String, _ filters: Set<String>,
        _ make: @escaping @Sendable (QueryReader) throws(RequestRefusal) -> Paging
    ) -> Endpoint {
        Endpoint(.get, path, .read) { request in
            do throws(RequestRefusal) {
                let query = try QueryReader(request, knowing: filters.union(Self.paging))
                let (paging, asked) = (try make(query), try query.page())
                let page = try await bridge.store.read { (cursor) throws(RequestRefusal) in
                    try paging(asked, cursor)
                }
                return Reply(.json, page.json)
            } catch {
                return .problem(400, error.description)
            }
        }
    }
}
