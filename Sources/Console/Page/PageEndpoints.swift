import Bridge
import BridgeCore
import Logging

/// The pages for people.
struct PageEndpoints: Sendable {
    let bridge: WatchedBridge
    let dress: PageDress

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/", .read) { await overview($0) },
            Endpoint(.get, "/findings", .read) { await findings($0) },
            Endpoint(.get, "/finding", .read) { await finding($0) },
        ]
    }

    private func overview(_ request: ConsoleRequest) async -> Reply {
        let visitor = dress.visitor(request, mayRead: true)
        let replayed = request.query.last { $0.name == "replayed" }.flatMap { UInt32($0.value) }.map { Int($0) }
        let view = OverviewView(await Overview(of: bridge), of: bridge, for: visitor, replayed: replayed)
        return dress.page(.overview, .overview, view, title: view.verdict.title, for: visitor, request)
    }

    // MARK: Findings

    /// Each look is bounded; between two of them others get their turn.
    private static let looks = 5

    private func findings(_ request: ConsoleRequest) async -> Reply {
        let visitor = dress.visitor(request, mayRead: true)
        let sources = bridge.sources.map(\.name)
        do throws(RequestRefusal) {
            // A form sends what was not chosen as an empty text.
            var asked = request
            asked.query = request.query.filter { $0.name != "lang" && !$0.value.isEmpty }
            let query = try QueryReader(asked, knowing: ["source", "kind", "severity", "state", "after"])
            let listing = FindingListing(
                source: try query.name("source", among: sources), kind: try query.word("kind"),
                severity: try query.word("severity"), state: try query.word("state"))
            let page = try await page(of: listing, after: query.text("after"))
            let view = FindingsView(
                page.items, next: page.next, asked.query, sources: sources, at: bridge.time.now(),
                Wording(language: visitor.language))
            return dress.page(.findings, .findings, view, title: view.title, for: visitor, request)
        } catch {
            return .problem(400, error.description)
        }
    }

    private func page(of listing: FindingListing, after place: String?) async throws(RequestRefusal) -> ListingPage {
        var request = PageRequest(after: place, limit: 50)
        var looks = 1
        while true {
            let asked = request
            let page = try await bridge.store.read { (cursor) throws(RequestRefusal) in
                try listing.page(asked, of: cursor)
            }
            guard page.items.isEmpty, let next = page.next, looks < Self.looks else { return page }
            request.after = next
            looks += 1
        }
    }

    private func finding(_ request: ConsoleRequest) async -> Reply {
        let visitor = dress.visitor(request, mayRead: true)
        guard let source = request.query.last(where: { $0.name == "source" })?.value,
            let key = request.query.last(where: { $0.name == "key" })?.value
        else { return .problem(400, "say which finding: `source` and `key`") }
        let known = await bridge.store.read { cursor in
            cursor.finding(source: source, key: key).map {
                ($0, cursor.events(ofFinding: key, source: source, atMost: 50))
            }
        }
        guard let (finding, events) = known else {
            return .problem(404, "this finding is not known, or not any more")
        }
        let view = FindingView(finding, events, at: bridge.time.now(), Wording(language: visitor.language))
        return dress.page(.finding, .finding, view, title: view.title, for: visitor, request)
    }
}
