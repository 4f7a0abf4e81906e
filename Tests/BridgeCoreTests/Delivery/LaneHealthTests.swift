import BridgeCore
import Testing

@Suite struct LaneHealthTests {
    private let trouble = LaneTrouble(reason: "down", since: .start)

    /// Five findings in a row that fail.
    private func failing() throws -> Shop {
        let shop = Shop { $0.concurrency = 10 }
        shop.add((1...5).map { Shop.event($0, of: $0) })
        let turn = shop.take()
        shop.finish(turn.shipments.map { ($0, .retry(reason: "down")) })
        return shop
    }

    @Test func enoughFailuresInARowAreTheSinks() throws {
        let shop = try failing()
        #expect(shop.lane.health == .failing(trouble))
        #expect(shop.effects.contains(.failing(trouble)))
    }

    @Test func oneThatWorksBetweenStartsTheCountAnew() throws {
        let shop = Shop { $0.concurrency = 10 }
        shop.add((1...9).map { Shop.event($0, of: $0) })
        let turn = shop.take()
        shop.finish(turn.shipments.enumerated().map { ($1, $0 == 4 ? .delivered : .retry(reason: "down")) })
        #expect(shop.lane.health == .working)
    }

    /// A receiver that says so is down itself, even if only one event is there to tell.
    @Test func troubleOfTheSinkCountsForOneEventToo() throws {
        let shop = Shop()
        shop.add([1: 1])
        for _ in 0..<5 {
            try shop.ship(.retry(reason: "down", scope: .sink))
            shop.wait(.seconds(900))
        }
        #expect(shop.lane.health == .failing(trouble))
    }

    @Test func aRequestThatCarriedManyIsOneFailure() throws {
        let shop = Shop { ($0.concurrency, $0.maximumBatch) = (1, 100) }
        shop.add((1...100).map { Shop.event($0, of: $0) })
        for _ in 0..<5 {
            #expect(shop.lane.health == .working)
            let shipments = shop.take().shipments
            #expect(shipments.count == 100)
            shop.finish(shipments.map { ($0, .retry(reason: "down", scope: .sink)) })
            shop.wait(.seconds(20))
        }
        #expect(shop.lane.health == .failing(trouble))
        #expect(shop.sent().count == 1)
    }

    @Test func aFailingSinkGetsOneProbeAtATime() throws {
        let shop = try failing()
        shop.add((6...9).map { Shop.event($0, of: $0) })
        #expect(shop.sent().isEmpty)
        let wake = try #require(shop.take().wake)
        shop.now = wake
        #expect(shop.sent().count == 1)
        #expect(shop.sent().isEmpty)
    }

    @Test func eachProbeIsAnotherEvent() throws {
        let shop = try failing()
        shop.add((6...9).map { Shop.event($0, of: $0) })
        var probed: Set<String> = []
        for _ in 0..<9 {
            shop.wait(.seconds(900))
            let turn = shop.take()
            #expect(turn.shipments.count == 1)
            probed.insert(turn.shipments[0].delivery.id)
            shop.finish(turn.shipments[0], .retry(reason: "down"))
        }
        #expect(probed.count == 9)
    }

    @Test func probesComeLessAndLessOften() throws {
        let shop = try failing()
        var waits: [Duration] = []
        for _ in 0..<14 {
            let wake = try #require(shop.take().wake)
            waits.append(wake - shop.now)
            shop.now = wake
            let turn = shop.take()
            guard let probe = turn.shipments.first else { continue }
            shop.finish(probe, .retry(reason: "down"), fraction: 1)
        }
        #expect(waits.max() == .seconds(900))
        #expect(shop.effects.filter { $0 == .failing(trouble) }.count == 1)
    }

    @Test(arguments: [Outcome.delivered, .rejected(reason: "400")])
    func anAnswerEndsTheTrouble(outcome: Outcome) throws {
        let shop = try failing()
        shop.wait(.seconds(900))
        try shop.ship(outcome)
        #expect(shop.lane.health == .working)
        #expect(shop.effects.filter { $0 == .recovered(trouble) }.count == 1)
        #expect(shop.sent().count == 4)
    }

    // MARK: - Paused

    @Test func aSinkThatRejectsEverythingIsPausedAndDrained() throws {
        let shop = Shop()
        shop.add([1: 1, 2: 2])
        let turn = shop.take()
        shop.finish(turn.shipments[0], .rejected(reason: "down", scope: .sink))
        shop.finish(turn.shipments[1], .rejected(reason: "down", scope: .sink))
        #expect(shop.lane.health == .paused(trouble))
        #expect(shop.effects == [.paused(trouble)])
        shop.wait(.seconds(1_000_000))
        #expect(shop.take() == LaneTurn())
        shop.add([3: 3])
        #expect(shop.take() == LaneTurn())
        shop.lane.resume(at: shop.now)
        #expect(shop.lane.health == .working)
        #expect(Set(shop.sent()) == [[1], [2], [3]])
        #expect(shop.ended.isEmpty)
    }

    @Test func whatIsUnderWayWhilePausedStillCounts() throws {
        let shop = Shop()
        shop.add([1: 1, 2: 2])
        let turn = shop.take()
        shop.finish(turn.shipments[0], .rejected(reason: "down", scope: .sink))
        shop.finish(turn.shipments[1], .delivered)
        #expect(shop.ended == [2: .delivered])
        #expect(shop.lane.health == .paused(trouble))
    }

    @Test func aPauseCountsNoAttempt() throws {
        let shop = Shop()
        shop.add([1: 1])
        try shop.ship(.rejected(reason: "down", scope: .sink))
        shop.lane.resume(at: shop.now)
        #expect(shop.take().shipments.map(\.delivery.attempt) == [1])
    }
}
