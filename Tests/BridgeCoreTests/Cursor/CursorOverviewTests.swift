import BridgeCore
import Testing

@Suite struct CursorOverviewTests {
    private func overview(_ cursor: Cursor, health: [String: LaneHealth] = [:]) throws -> JSONValue {
        var writer = JSONWriter()
        writer.object { CursorOverview(cursor, health: health).write(to: &$0) }
        return try JSONValue(parsing: writer.bytes)
    }

    @Test func findingsAreCountedByWhereTheyStand() throws {
        var watched = Watched()
        try watched.poll(["a": "failed", "b": "pass", "c": "ignored", "d": "odd", "e": "running"])
        let scope = try #require(try overview(watched.cursor)["scopes"]?.array?.first)
        #expect(scope["findings"]?.integer == 5)
        for name in ["open", "resolved", "suppressed", "unknown", "unsettled"] { #expect(scope[name]?.integer == 1) }
        #expect(scope["gone"]?.integer == 0)
        #expect(scope["suspect"] == nil)
    }

    @Test func whatIsHeldBackIsSaid() throws {
        var watched = Watched()
        try watched.poll(many(20))
        try watched.poll(many(1))
        #expect(try overview(watched.cursor)["scopes"]?.array?.first?["suspect"]?.integer == 1)
    }

    @Test func sinksShowWhatTheyAreOwedAndHowTheyAre() throws {
        var watched = Watched()
        try watched.poll(["a": "pass"])
        let trouble = LaneTrouble(reason: "401", since: .start)
        let sinks = try overview(watched.cursor, health: ["chat": .working, "siem": .paused(trouble)])["sinks"]?.array
        #expect(sinks?.map { $0["sink"]?.string } == ["chat", "siem"])
        #expect(sinks?.map { $0["backlog"]?.integer } == [0, 1])
        #expect(sinks?.map { $0["health"]?.string } == ["working", "paused"])
        #expect(sinks?.last?["reason"]?.string == "401")
    }

    @Test func anOutageOfASourceIsShown() throws {
        var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))
        let outage = SourceState.Outage(since: .start, failures: 4)
        try cursor.apply(.source(name: "prod-risk", SourceState(accountID: "12", outage: outage)))
        let source = try #require(try overview(cursor)["sources"]?.array?.first)
        #expect(source["health"]?.string == "failing")
        #expect(source["failures"]?.integer == 4)
        #expect(source["account_id"]?.string == "12")
    }

    @Test func whatIsStaleIsShown() throws {
        var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))
        let stale = [Staleness(scope: "NAT/A", reason: .checkTime), Staleness(scope: "", reason: .transient)]
        try cursor.apply(.source(name: "acl", SourceState(health: .working, stale: Set(stale))))
        let source = try #require(try overview(cursor)["sources"]?.array?.first)
        let shown = source["stale"]?.array ?? []
        #expect(shown.map { $0["scope"]?.string } == ["NAT/A", ""])
        #expect(shown.map { $0["reason"]?.string } == ["check_time", "transient"])
    }
}
