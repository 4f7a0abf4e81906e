import BridgeCore
import Testing

/// Events, deliveries and dead letters: three views of one outbox.
@Suite struct OutboxListingTests {
    private var cursor = Cursor(identity: CursorIdentity(lineage: "l", checkpoint: "c"))

    /// Six events; `chat` was delivered the even ones, and the first two are dead for `siem`.
    init() throws {
        for number: UInt64 in 1...6 {
            let json = #"{"specversion":"1.0","id":"e\#(number)","type":"t","source":"/s","data":{}}"#
            let event = EncodedEvent(id: "e\(number)", json: Array(json.utf8))
            try cursor.apply(.event(OwedEvent(number: number, event: event, order: number, sinks: ["siem", "chat"])))
        }
        try cursor.apply(.settled(sink: "chat", events: [2, 4, 6], .delivered))
        let letter = DeadLetter(reason: "410 gone", attempts: 2, at: .start)
        try cursor.apply(.settled(sink: "siem", events: [1, 2], .dead(letter)))
        try cursor.apply(
            .attempted(
                DeliveryKey(event: 3, sink: "siem"), Attempts(count: 4, trying: .seconds(9), reason: "503 busy")))
    }

    private func listed(
        _ name: String, limit: Int, _ page: (PageRequest, Cursor) throws -> ListingPage
    ) throws -> [String] {
        try pages(limit: limit) { try page($0, cursor) }.joined().map {
            "\($0["number"]?.integer ?? -1) \($0[name]?.string ?? "")"
        }
    }

    @Test(arguments: 1...7) func everyEventIsOnOnePage(limit: Int) throws {
        let listed = try listed("", limit: limit) { try EventListing().page($0, of: $1) }
        #expect(listed == (1...6).map { "\($0) " })
    }

    @Test func anEventSaysWhoWaitsForItAndWhoGaveUp() throws {
        let page = try EventListing().page(PageRequest(limit: 1), of: cursor)
        let event = try JSONValue(parsing: #require(page.items.first))
        #expect(event["owed_to"]?.array?.compactMap(\.string) == ["chat"])
        #expect(event["dead_letters"]?.array?.first?["reason"]?.string == "410 gone")
        #expect(event["event"]?["id"]?.string == "e1")
    }

    @Test(arguments: 1...7) func theNewestCanComeFirst(limit: Int) throws {
        let listed = try listed("", limit: limit) { try EventListing(order: .newest).page($0, of: $1) }
        #expect(listed == (1...6).reversed().map { "\($0) " })
    }

    @Test mutating func eventsOfASinkAreThoseThatItIsOwedWasToldOrLost() throws {
        let event = EncodedEvent(id: "e7", json: Array("{}".utf8))
        try cursor.apply(.event(OwedEvent(number: 7, event: event, order: 7, sinks: ["pager"])))
        try cursor.apply(.settled(sink: "pager", events: [7], .delivered))
        for (sink, numbers) in ["chat": Array(1...6), "siem": Array(1...6), "pager": [7], "none": []] {
            let listed = try listed("", limit: 2) { try EventListing(sink: sink).page($0, of: $1) }
            #expect(listed == numbers.map { "\($0) " }, "\(sink)")
        }
    }

    /// What became of it at each sink: in the outbox or in the history, it is told alike.
    @Test mutating func anEventTellsWhatBecameOfIt() throws {
        let key = DeliveryKey(event: 4, sink: "siem")
        let failed = Attempts(count: 1, trying: .zero, reason: "429 slow", at: .start)
        try cursor.apply(.attempted(key, failed))
        try cursor.apply(.settled(sink: "siem", events: [4], .superseded(by: "e5"), at: .start + .seconds(9)))
        let page = try EventListing().page(PageRequest(after: "2", limit: 2), of: cursor)
        let events = try page.items.map { try JSONValue(parsing: $0)["deliveries"] ?? .null }
        #expect(
            events[0]
                == (try JSONValue(
                    parsing: #"""
                        [{"sink":"chat","state":"waiting","attempts":0,"failures":[]},
                        {"sink":"siem","state":"retrying","attempts":4,"failures":[{"attempt":4,"reason":"503 busy"}]}]
                        """#)))
        #expect(
            events[1]
                == (try JSONValue(
                    parsing: #"""
                        [{"sink":"chat","state":"delivered","attempts":1,"failures":[]},
                        {"sink":"siem","state":"superseded","by":"e5","attempts":1,"at":"2026-01-02T03:04:14Z",
                        "failures":[{"attempt":1,"at":"2026-01-02T03:04:05Z","reason":"429 slow"}]}]
                        """#)))
    }

    @Test func eventsOfAFindingAndOfASource() throws {
        var watched = Watched()
        try watched.poll(["a": "pass", "b": "failed"])
        try watched.poll(["a": "failed", "b": "failed"])
        watched.scope = .acls
        try watched.poll(["u": "Pending"])
        let known = watched.cursor.outbox.owed(to: "siem")
        try watched.cursor.apply(.settled(sink: "siem", events: [2], .delivered))
        func count(_ listing: EventListing) throws -> Int {
            try pages(limit: 1) { try listing.page($0, of: watched.cursor) }.joined().count { _ in true }
        }
        #expect(try count(EventListing()) == known.count)
        #expect(try count(EventListing(finding: "prod-risk/a")) == 1)
        #expect(try count(EventListing(finding: "prod-risk/b")) == 0)
        #expect(try count(EventListing(source: "prod-risk")) == 2)
        #expect(try count(EventListing(source: "prod-acl")) == 1)
        #expect(try count(EventListing(source: "prod-acl", finding: "prod-risk/a")) == 0)
    }

    @Test(arguments: 1...8) func everyDeliveryIsOnOnePage(limit: Int) throws {
        let listed = try listed("sink", limit: limit) { try DeliveryListing().page($0, of: $1) }
        #expect(listed == ["1 chat", "3 chat", "3 siem", "4 siem", "5 chat", "5 siem", "6 siem"])
    }

    @Test func aDeliveryThatWasTriedSaysWhatHappened() throws {
        let page = try DeliveryListing(state: .retrying).page(PageRequest(), of: cursor)
        #expect(page.items.count == 1)
        let delivery = try JSONValue(parsing: #require(page.items.first))
        #expect(delivery["attempts"]?.integer == 4)
        #expect(delivery["reason"]?.string == "503 busy")
        #expect(delivery["event"]?.string == "e3")
    }

    @Test(arguments: 1...3) func everyDeadLetterIsOnOnePage(limit: Int) throws {
        let listed = try listed("sink", limit: limit) { try DeadLetterListing().page($0, of: $1) }
        #expect(listed == ["1 siem", "2 siem"])
        #expect(try DeadLetterListing(sink: "chat").page(PageRequest(), of: cursor).items.isEmpty)
    }

    @Test(arguments: ["x", "", "-1"]) func nonsenseIsNoPlace(after: String) {
        let request = PageRequest(after: after)
        #expect(throws: RequestRefusal.self) { try EventListing().page(request, of: cursor) }
        #expect(throws: RequestRefusal.self) { try DeliveryListing().page(request, of: cursor) }
        #expect(throws: RequestRefusal.self) { try DeadLetterListing().page(request, of: cursor) }
    }

    /// Events are large: a page of the largest must not become larger than all else.
    @Test mutating func aPageIsBoundedInBytesToo() throws {
        for number: UInt64 in 10...60 {
            let json = #"{"data":"\#(String(repeating: "x", count: 60_000))"}"#
            let event = EncodedEvent(id: "e\(number)", json: Array(json.utf8))
            try cursor.apply(.event(OwedEvent(number: number, event: event, order: number, sinks: ["siem"])))
        }
        let pages = try pages(limit: 500) { try EventListing().page($0, of: cursor) }
        #expect(pages.count > 1)
        #expect(pages.joined().count == 57)
    }
}
