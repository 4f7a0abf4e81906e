import BridgeCore
import Testing

@Suite struct CursorTotalsTests {
    @Test func scopesOfASourceAreAddedUp() throws {
        var watched = Watched(scope: .acls)
        try watched.poll(["a": "Pending"])
        watched.scope = Scope(source: "prod-acl", part: .aclCheck(type: "NAT", check: "PolicyHitCountZero"))
        try watched.poll(["a": "Pending", "b": "Processed"])
        let totals = CursorTotals(watched.cursor)
        #expect(totals.sources["prod-acl"]?.tally[.open] == 2)
        #expect(totals.sources["prod-acl"]?.tally[.resolved] == 1)
        #expect(totals.scopes == 2)
    }

    @Test func aSinkIsOwedSinceItsOldestEvent() throws {
        var watched = Watched()
        try watched.poll(["a": "pass"])
        let first = watched.now
        try watched.poll(["a": "failed"])
        try watched.poll(["a": "pass"])
        try watched.cursor.apply(.settled(sink: "siem", events: [1], .delivered))
        let sink = try #require(CursorTotals(watched.cursor).sinks["siem"])
        #expect(sink.owed == 2)
        #expect(sink.oldest == first)
        #expect(sink.dead == 0)
    }
}
