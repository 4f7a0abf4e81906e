import BridgeCore
import Testing

@Suite struct FindingListingTests {
    private var watched = Watched()

    init() throws {
        try watched.poll([
            .seen("a", "failed", .high), .seen("b", "pass", .low), .seen("c", "failed", .low), .seen("d", "ignored"),
        ])
        watched.scope = .acls
        try watched.poll([.seen("u1", "Pending", .high), .seen("u2", "Processed", .medium)])
    }

    private func keys(_ listing: FindingListing, limit: Int = 100) throws -> [String] {
        try pages(limit: limit) { try listing.page($0, of: watched.cursor) }.joined().compactMap {
            $0["finding"]?["id"]?.string
        }
    }

    @Test(arguments: 1...7) func everyFindingIsOnOnePageAndInOrder(limit: Int) throws {
        #expect(try keys(FindingListing(), limit: limit) == ["a", "b", "c", "d", "u1", "u2"])
    }

    @Test func aPageHoldsNoMoreThanAskedFor() throws {
        #expect(try pages(limit: 2) { try FindingListing().page($0, of: watched.cursor) }.allSatisfy { $0.count <= 2 })
    }

    @Test func filtersChoose() throws {
        #expect(try keys(FindingListing(source: "prod-acl")) == ["u1", "u2"])
        #expect(try keys(FindingListing(kind: .riskCheck, state: .open)) == ["a", "c"])
        #expect(try keys(FindingListing(severity: .high)) == ["a", "d", "u1"])
        #expect(try keys(FindingListing(state: .suppressed)) == ["d"])
        #expect(try keys(FindingListing(state: .gone)) == [])
    }

    @Test func aFindingIsToldWithWhatIsRememberedOfIt() throws {
        let page = try FindingListing().page(PageRequest(limit: 1), of: watched.cursor)
        let item = try JSONValue(parsing: #require(page.items.first))
        #expect(item["source"]?.string == "prod-risk")
        #expect(item["finding"]?["title"]?.string == "A title")
        #expect(item["gone"]?.bool == false)
    }

    /// The first page ends behind `b`, which a narrower filter forgets: the rows are not where they were.
    @Test mutating func aPlaceThatMovedIsRefused() throws {
        let page = try FindingListing().page(PageRequest(limit: 2), of: watched.cursor)
        watched.scope = .risks
        watched.filter = "narrow"
        try watched.poll([.seen("a", "failed", .high), .seen("c", "failed", .low), .seen("d", "ignored")])
        #expect(throws: RequestRefusal.self) {
            try FindingListing().page(PageRequest(after: page.next, limit: 2), of: watched.cursor)
        }
    }

    @Test(arguments: ["", "x", "0.0", "-1.0.0", "9.0.0", "0.99.0", "0.1.nonsense", "99999999999999999999.0.0"])
    func nonsenseIsNoPlace(after: String) {
        #expect(throws: RequestRefusal.self) {
            try FindingListing().page(PageRequest(after: after), of: watched.cursor)
        }
    }

    @Test func aFilterThatMatchesNothingLooksAtSoManyOnlyForOnePage() throws {
        var watched = Watched()
        watched.policy.baseline = .silent
        try watched.poll(many(20_001, "pass"))
        let listing = FindingListing(state: .open)
        let first = try listing.page(PageRequest(), of: watched.cursor)
        #expect(first.items.isEmpty)
        let next = try #require(first.next)
        #expect(try listing.page(PageRequest(after: next), of: watched.cursor).next == nil)
    }
}
