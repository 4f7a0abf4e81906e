import BridgeCore
import TestSupport
import Testing

@Suite struct UrgentFindingsTests {
    private var watched = Watched()

    private func ids(atMost limit: Int = 10) throws -> [String] {
        try UrgentFindings(atMost: limit, of: watched.cursor).items.compactMap {
            try JSONValue(parsing: $0)["finding"]?["id"]?.string
        }
    }

    @Test mutating func theLatestComesFirst() throws {
        try watched.poll([.seen("a", "failed"), .seen("b", "pass"), .seen("c", "pass"), .seen("d", "failed", .low)])
        try watched.poll([.seen("a", "failed"), .seen("b", "pass"), .seen("c", "failed"), .seen("d", "failed", .low)])
        try watched.poll([.seen("a", "failed"), .seen("b", "failed"), .seen("c", "failed"), .seen("d", "failed", .low)])
        #expect(try ids() == ["b", "c", "a"])
        #expect(try ids(atMost: 2) == ["b", "c"])
    }

    @Test mutating func scopesAreMixed() throws {
        try watched.poll([.seen("a", "failed"), .seen("b", "pass")])
        watched.scope = .acls
        try watched.poll([.seen("u", "Pending")])
        watched.scope = .risks
        try watched.poll([.seen("a", "failed"), .seen("b", "failed")])
        #expect(try ids() == ["b", "u", "a"])
    }

    @Test mutating func whatIsHiddenByANewFilterIsNotListed() throws {
        try watched.poll((0..<5).map { .seen("\($0)", $0 % 2 == 0 ? "failed" : "pass") })
        watched.filter = "narrow"
        try watched.poll([.seen("3", "pass"), .seen("4", "failed")])
        #expect(try ids() == ["4"])
    }

    /// Whatever happens to findings, they are those that one would find by looking at every one.
    @Test(arguments: 1...10)
    mutating func theyAreThoseOfTheWholeListing(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<30 {
            let severities: [Severity] = [.high, .low]
            let seen = (0..<40).filter { _ in random.chance(0.9) }.map {
                Sighting.seen(
                    "\($0)", random.chance(0.4) ? "failed" : random.chance(0.2) ? "ignored" : "pass",
                    severities[random.pick(0..<2)])
            }
            try watched.poll(seen, incomplete: random.chance(0.2) ? "a page is missing" : nil)
            let listing = FindingListing(severity: .high, state: .open)
            let all = try pages(limit: 100) { try listing.page($0, of: watched.cursor) }.joined().compactMap {
                $0["finding"]?["id"]?.string
            }
            #expect(try ids(atMost: 100).sorted() == all.sorted())
        }
    }

    /// Many more than are ever looked at: it says so.
    @Test mutating func thatNotAllWereLookedAtIsSaid() throws {
        try watched.poll((0..<20_001).map { .seen("\($0)", "failed") })
        let findings = UrgentFindings(atMost: 3, of: watched.cursor)
        #expect(!findings.isWhole)
        #expect(findings.items.count == 3)
        #expect(UrgentFindings(atMost: 3, of: Watched().cursor).isWhole)
    }
}
