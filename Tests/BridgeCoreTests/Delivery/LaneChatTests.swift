import BridgeCore
import Testing

/// What people read: digests and the latest state instead of a flood.
@Suite struct LaneChatTests {
    private func chat(_ change: (inout LaneTraits) -> Void = { _ in }) -> Shop {
        Shop {
            $0.isChat = true
            $0.concurrency = 1
            change(&$0)
        }
    }

    private func events(_ numbers: ClosedRange<UInt64>) -> [OwedEvent] {
        numbers.map { Shop.event($0, of: $0) }
    }

    @Test func aFewGoOneByOne() {
        let shop = chat()
        shop.add(events(1...10))
        #expect(shop.sent() == [[1]])
        #expect(shop.digests.isEmpty)
    }

    @Test func manyBecomeOneMessageOfTheOldest() {
        let shop = chat { $0.maximumDigest = 20 }
        shop.add(events(1...35))
        _ = shop.take()
        #expect(shop.digests.map(\.events) == [Array(1...20), Array(21...35)])
        #expect(shop.sent() == [Array(1...20)])
    }

    @Test func othersThanPeopleGetEachEvent() {
        let shop = Shop()
        shop.add(events(1...200))
        #expect(shop.sent().count == 4)
        #expect(shop.digests.isEmpty)
    }

    @Test func aDigestIsSentOnceItsMembersAreCommitted() throws {
        var traits = LaneTraits(sink: "s")
        traits.isChat = true
        var lane = Lane(traits)
        var tokens: TokenBucket?
        _ = lane.add(events(1...11), at: .zero)
        let turn = lane.take(at: .zero, tokens: &tokens)
        #expect(turn.shipments.isEmpty)
        guard case .form(let digest) = turn.effects.first else {
            Issue.record("no digest")
            return
        }
        #expect(digest == Digest(id: EventID.digest(of: (1...11).map { "e\($0)" }), sink: "s", events: Array(1...11)))
        #expect(lane.take(at: .seconds(1), tokens: &tokens) == LaneTurn())
        lane.digestIsDurable(digest)
        let shipment = try #require(lane.take(at: .seconds(1), tokens: &tokens).shipments.first)
        #expect(shipment.delivery.id == digest.id)
        #expect(shipment.delivery.events.map(\.id) == (1...11).map { "e\($0)" })
        let effects = lane.finish([ShipmentReport(id: shipment.id, outcome: .delivered)], at: .seconds(2), date: .start)
        { 0 }
        #expect(effects == [.settle(Array(1...11), .digested(by: digest.id))])
    }

    @Test func theNextOfAFindingWaitsForTheDigest() throws {
        let shop = chat()
        shop.add(events(1...11) + [Shop.event(12, of: 1)])
        _ = shop.take()
        let turn = shop.take()
        #expect(turn.shipments.map(\.delivery.events.count) == [11])
        #expect(shop.sent().isEmpty)
        shop.finish(turn.shipments[0], .delivered)
        #expect(shop.sent() == [[12]])
    }

    @Test func aDigestIsTriedAgainAsItIs() throws {
        let shop = chat()
        shop.add(events(1...11))
        _ = shop.take()
        try shop.ship(.retry(reason: "503"))
        #expect(shop.notes.count == 11)
        shop.wait(.seconds(60))
        let again = try #require(shop.take().shipments.first)
        #expect(again.delivery.id == shop.digests.first?.id)
        #expect(again.delivery.attempt == 2)
        shop.finish(again, .rejected(reason: "400"))
        #expect(shop.ended.count == 11)
        #expect(shop.lane.backlog == 0)
    }

    @Test func aCommittedDigestOutlivesTheProcess() throws {
        let shop = chat()
        shop.add(events(1...14), attempts: [:])
        shop.lane.resume([Digest(id: "d", sink: "s", events: [2, 3])])
        let sent = (0..<2).map { _ in
            let shipment = shop.take().shipments.first
            if let shipment { shop.finish(shipment, .delivered) }
            return shipment?.delivery.id
        }
        #expect(shop.digests.map(\.events) == [[1] + Array(4...14)])
        #expect(Set(sent) == ["d", shop.digests.first?.id])
        #expect(shop.ended[2] == .digested(by: "d"))
        #expect(shop.ended.count == 14)
    }

    @Test func aBacklogThatIsTooLongLeavesDigestsAlone() throws {
        let shop = chat { $0.maximumBacklog = 12 }
        shop.add(events(1...11))
        _ = shop.take()
        shop.add(events(12...16))
        #expect(shop.ended.keys.sorted() == [12, 13, 14, 15])
    }

    // MARK: - Only the latest counts

    @Test func whatWaitedLongGivesWayToTheLatestOfItsFinding() throws {
        let shop = chat()
        shop.add([1: 9])
        let stuck = try #require(shop.take().shipments.first)
        shop.add([2: 7, 3: 7, 4: 8, 5: 7])
        shop.wait(.seconds(600))
        shop.finish(stuck, .delivered)
        _ = shop.take()
        #expect(shop.ended[2] == .superseded(by: "e5"))
        #expect(shop.ended[3] == .superseded(by: "e5"))
        #expect(shop.ended[4] == nil && shop.ended[5] == nil)
    }

    @Test func whatIsUnderWayIsNotSuperseded() throws {
        let shop = chat()
        shop.add([1: 7])
        let shipment = try #require(shop.take().shipments.first)
        shop.add([2: 7, 3: 7])
        shop.wait(.seconds(600))
        _ = shop.take()
        #expect(shop.ended.isEmpty)
        shop.finish(shipment, .delivered)
        #expect(shop.ended == [1: .delivered])
    }

    @Test func whatIsFreshIsToldInFull() throws {
        let shop = chat()
        shop.add([1: 7, 2: 7])
        shop.wait(.seconds(599))
        try shop.ship(.delivered)
        try shop.ship(.delivered)
        #expect(shop.ended == [1: .delivered, 2: .delivered])
    }

    @Test func whatWasOwedBeforeARestartHasWaitedLongEnough() {
        let shop = chat()
        shop.add([1: 7, 2: 7], attempts: [:])
        #expect(shop.sent() == [])
        #expect(shop.ended == [1: .superseded(by: "e2")])
        #expect(shop.sent() == [[2]])
    }

    /// A dead letter that is sent again stands behind what is newer, and is not the latest.
    @Test func anOldEventThatIsSentAgainSupersedesNothing() {
        let shop = chat()
        shop.add([5: 7])
        shop.add([1: 7])
        shop.wait(.seconds(600))
        #expect(shop.sent() == [[5]])
        #expect(shop.ended[5] == nil)
    }
}
