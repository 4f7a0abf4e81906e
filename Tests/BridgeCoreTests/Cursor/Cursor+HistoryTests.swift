import BridgeCore
import Testing

@Suite struct CursorHistoryTests {
    private var watched = Watched()

    /// Finding `a` opened, was resolved, and opened again; `b` opened at last.
    init() throws {
        try watched.poll(["a": "pass", "b": "pass"])
        for (a, b) in [("failed", "pass"), ("pass", "pass"), ("failed", "failed")] {
            try watched.poll(["a": a, "b": b])
        }
        watched.scope = .acls
        try watched.poll([.seen("u/1", "Pending", .low, title: "Never hit")])
    }

    private func transitions(_ events: [EventHistory]) throws -> [String] {
        try events.map { try Event($0.event).transition?.rawValue ?? Event($0.event).type }
    }

    @Test mutating func aFindingsEventsComeNewestFirstWhetherOwedOrNot() throws {
        try watched.cursor.apply(.settled(sink: "siem", events: [2], .delivered, at: .start))
        let events = watched.cursor.events(ofFinding: "prod-risk/a", source: "prod-risk", atMost: 9)
        #expect(try transitions(events) == ["reopened", "resolved", "opened"])
        #expect(events.map(\.deliveries[0].state) == [.waiting, .waiting, .ended(.delivered)])
        #expect(watched.cursor.events(ofFinding: "prod-risk/a", source: "prod-risk", atMost: 1).count == 1)
        #expect(watched.cursor.events(ofFinding: "prod-risk/c", source: "prod-risk", atMost: 9).isEmpty)
        #expect(watched.cursor.events(ofFinding: "prod-risk/a", source: "prod", atMost: 9).isEmpty)
    }

    @Test func theLastEventsComeNewestFirst() throws {
        let events = watched.cursor.recentEvents(atMost: 3)
        #expect(
            try transitions(events).map { $0.hasPrefix("io.") ? "baseline" : $0 } == ["baseline", "opened", "reopened"])
    }

    @Test(arguments: [
        ("prod-risk", "prod-risk/a", "A title"), ("prod-acl", "prod-acl/Internet/PolicyHitCountZero/u/1", "Never hit"),
    ])
    func aFindingIsFoundByItsKey(source: String, key: String, title: String) throws {
        let finding = try #require(watched.cursor.finding(source: source, key: key))
        #expect(finding.subject.key == key)
        #expect(finding.texts.title == title)
        #expect(finding.standing == .open)
    }

    @Test(arguments: [
        ("prod-risk", "prod-risk/z"), ("prod-risk", "a"), ("prod-risk", "prod-risk"), ("prod-risk", "prod-risk/"),
        ("prod-acl", "prod-acl/Internet/Other/u/1"), ("prod-acl", "prod-risk/a"), ("none", "none/a"), ("", ""),
    ])
    func anyOtherKeyIsOfNoFinding(source: String, key: String) {
        #expect(watched.cursor.finding(source: source, key: key) == nil)
    }

    /// Under its new name, for that is its key now.
    @Test mutating func aRenamedSourceKeepsItsHistory() throws {
        try watched.cursor.apply(.settled(sink: "siem", events: [2, 3], .delivered, at: .start))
        let renamed = try watched.cursor.renamed(CursorRename(.source, from: "prod-risk", to: "posture"))
        #expect(renamed.events(ofFinding: "posture/a", source: "posture", atMost: 9).count == 3)
        #expect(renamed.events(ofFinding: "prod-risk/a", source: "prod-risk", atMost: 9).isEmpty)
        #expect(renamed.finding(source: "posture", key: "posture/a") != nil)
        let page = try EventListing(source: "posture").page(PageRequest(), of: renamed)
        #expect(page.items.count == 5)
    }

    @Test mutating func aRenamedSinkKeepsItsHistory() throws {
        let numbers = watched.cursor.outbox.owed(to: "siem").map(\.number)
        try watched.cursor.apply(.settled(sink: "siem", events: numbers, .delivered, at: .start))
        let renamed = try watched.cursor.renamed(CursorRename(.sink, from: "siem", to: "soc"))
        #expect(Set(renamed.recentEvents(atMost: 9).flatMap(\.deliveries).map(\.sink)) == ["soc"])
        #expect(renamed.outbox.history.count == numbers.count)
    }

    /// What had ended must not go out again because a line is lost.
    @Test(arguments: [0, 1, 2, 3, 4])
    mutating func aRepairSendsNothingOfTheHistoryAgain(lost: Int) throws {
        let numbers = watched.cursor.outbox.owed(to: "siem").map(\.number)
        for number in numbers { try watched.cursor.apply(.settled(sink: "siem", events: [number], .delivered)) }
        var lines = CheckpointWriter(watched.cursor, previous: nil).flatMap { $0 }.split(separator: 0x0A)
        let settled = lines.indices.filter { lines[$0].starts(with: #"{"settled""#.utf8) }
        lines.remove(at: settled[lost])
        var salvage = CheckpointSalvage()
        for line in lines { salvage.read(line) }
        salvage.finish()
        let repaired = CursorInspection(checkpoint: salvage, journal: nil).salvaged(lineage: "new")
        #expect(repaired.outbox.events.isEmpty)
        let words = repaired.recentEvents(atMost: 9).flatMap(\.deliveries).map(\.state.word).sorted()
        #expect(words == Array(repeating: "delivered", count: numbers.count - 1) + ["suppressed"])
    }
}
