import BridgeCore
import Testing

@Suite struct LaneTests {
    // MARK: - Order

    @Test func eventsOfOneFindingGoOneAfterAnother() throws {
        let shop = Shop()
        shop.add([1: 7, 2: 7, 3: 8, 4: 7])
        let turn = shop.take()
        #expect(turn.shipments.map(\.delivery.id) == ["e1", "e3"])
        #expect(shop.sent().isEmpty)
        shop.finish(turn.shipments[0], .delivered)
        #expect(shop.sent() == [[2]])
    }

    /// Delivered is not enough: the settlement of the one before must be durable.
    @Test func theNextOfAFindingWaitsForTheDurableSettlement() throws {
        var lane = Lane(LaneTraits(sink: "s"))
        var tokens: TokenBucket?
        _ = lane.add([Shop.event(1, of: 7), Shop.event(2, of: 7)], at: .zero)
        let first = try #require(lane.take(at: .zero, tokens: &tokens).shipments.first)
        let effects = lane.finish([ShipmentReport(id: first.id, outcome: .delivered)], at: .zero, date: .start) { 0 }
        #expect(effects == [.settle([1], .delivered)])
        #expect(lane.take(at: .seconds(999), tokens: &tokens).shipments.isEmpty)
        lane.settled([1])
        #expect(lane.take(at: .seconds(999), tokens: &tokens).shipments.map(\.delivery.id) == ["e2"])
    }

    @Test func oneStuckFindingHoldsUpNoOther() throws {
        let shop = Shop()
        shop.add([1: 7, 2: 7])
        for _ in 0..<20 {
            try shop.ship(.retry(reason: "timeout"))
            shop.wait(.seconds(900))
        }
        #expect(shop.lane.health == .working)
        try shop.ship(.retry(reason: "timeout"), fraction: 0.9)
        shop.add([3: 8])
        #expect(shop.sent() == [[3]])
    }

    @Test func rejectedAndGivenUpEventsMakeRoomForTheNext() throws {
        let shop = Shop()
        shop.add([1: 7, 2: 7])
        try shop.ship(.rejected(reason: "400 no"))
        #expect(shop.ended[1] == .dead(DeadLetter(reason: "400 no", attempts: 1, at: .start)))
        #expect(shop.sent() == [[2]])
    }

    @Test func atMostAsManyAsAllowedAreUnderWay() {
        let shop = Shop { $0.concurrency = 3 }
        shop.add((1...10).map { Shop.event($0, of: $0) })
        #expect(shop.sent() == [[1], [2], [3]])
        #expect(shop.lane.isShipping)
        #expect(shop.lane.backlog == 10)
    }

    @Test func soManyMoreAreHandedOverToWaitForThose() {
        let shop = Shop {
            $0.concurrency = 2
            $0.ahead = 3
        }
        shop.add((1...10).map { Shop.event($0, of: $0) })
        #expect(shop.sent() == [[1], [2], [3], [4], [5]])
    }

    @Test func eachReportCountsOnce() throws {
        let shop = Shop()
        shop.add([1: 1])
        let shipment = try #require(shop.take().shipments.first)
        shop.finish([(shipment, .delivered), (shipment, .rejected(reason: "x"))])
        #expect(shop.ended == [1: .delivered])
        #expect(shop.lane.backlog == 0)
        #expect(shop.lane.backlogBytes == 0)
    }

    @Test func whatIsThereAlreadyIsNotAddedTwice() {
        let shop = Shop()
        shop.add([1: 1])
        shop.add([1: 1])
        #expect(shop.sent() == [[1]])
    }

    // MARK: - Retry

    @Test func aRetryWaitsLongerAndLonger() throws {
        let shop = Shop()
        shop.add([1: 1])
        for (attempt, wait) in [(1, 1), (2, 2), (3, 4), (4, 8)] {
            let turn = shop.take()
            #expect(turn.shipments.map(\.delivery.attempt) == [attempt])
            shop.finish(turn.shipments[0], .retry(reason: "503"), fraction: 0.5)
            #expect(shop.take().wake == shop.now + .milliseconds(500 * wait))
            #expect(shop.sent().isEmpty)
            shop.wait(.milliseconds(500 * wait))
        }
        #expect(shop.notes[1]?.count == 4)
        #expect(shop.notes[1]?.reason == "503")
        #expect(shop.notes[1]?.trying == .milliseconds(500 + 1000 + 2000))
    }

    @Test func theReceiversWaitIsKept() throws {
        let shop = Shop()
        shop.add([1: 1, 2: 2])
        let turn = shop.take()
        shop.finish(turn.shipments[0], .retry(after: .seconds(77), reason: "429"))
        shop.finish(turn.shipments[1], .delivered)
        #expect(shop.take().wake == shop.now + .seconds(77))
        shop.add([3: 3])
        #expect(shop.sent() == [[3]])
    }

    @Test func aWaitForTheWholeSinkHoldsEverything() throws {
        let shop = Shop()
        shop.add([1: 1])
        try shop.ship(.retry(after: .seconds(600), reason: "too fast", scope: .sink))
        shop.add([2: 2])
        let turn = shop.take()
        #expect(turn.shipments.isEmpty)
        #expect(turn.wake == shop.now + .seconds(600))
        shop.wait(.seconds(600))
        #expect(Set(shop.sent()) == [[1], [2]])
    }

    @Test func aShorterHoldDoesNotEndALongerOne() throws {
        let shop = Shop()
        shop.add([1: 1, 2: 2])
        let turn = shop.take()
        shop.finish(turn.shipments[0], .retry(after: .seconds(600), reason: "", scope: .sink))
        shop.finish(turn.shipments[1], .retry(after: .seconds(5), reason: "", scope: .sink))
        #expect(shop.take().wake == shop.now + .seconds(600))
    }

    // MARK: - Giving up

    @Test func itIsGivenUpByAgeAfterEnoughAttempts() throws {
        let shop = Shop { $0.retry.maximumAge = .seconds(100) }
        shop.add([1: 1])
        for _ in 1...7 {
            try shop.ship(.retry(reason: "503"))
            shop.wait(.seconds(900))
        }
        #expect(shop.ended.isEmpty)
        try shop.ship(.retry(reason: "last"))
        #expect(shop.ended[1] == .dead(DeadLetter(reason: "last", attempts: 8, at: .start)))
    }

    @Test func itIsNotGivenUpBeforeItsAge() throws {
        let shop = Shop { $0.retry.maximumAge = .seconds(100_000) }
        shop.add([1: 1])
        for _ in 1...50 {
            try shop.ship(.retry(reason: "503"))
            shop.wait(.seconds(900))
        }
        #expect(shop.ended.isEmpty)
    }

    @Test func pausesAreNoTimeOfTrying() throws {
        let shop = Shop {
            $0.retry.maximumAge = .seconds(1000)
            $0.retry.minimumAttempts = 1
        }
        shop.add([1: 1])
        try shop.ship(.retry(reason: "503"))
        shop.wait(.seconds(900))
        try shop.ship(.rejected(reason: "token", scope: .sink))
        shop.wait(.seconds(1_000_000))
        shop.lane.resume(at: shop.now)
        try shop.ship(.retry(reason: "503"))
        #expect(shop.notes[1]?.trying == .seconds(900))
        shop.wait(.seconds(900))
        try shop.ship(.retry(reason: "503"))
        #expect(shop.ended[1] != nil)
    }

    /// What was tried before a restart counts, the standstill does not.
    @Test func attemptsOutliveTheProcess() throws {
        let shop = Shop { $0.retry.maximumAge = .seconds(1000) }
        shop.add([1: 1], attempts: [1: Attempts(count: 7, trying: .seconds(1000), reason: "503")])
        let turn = shop.take()
        #expect(turn.shipments.map(\.delivery.attempt) == [8])
        shop.finish(turn.shipments[0], .retry(reason: "503"))
        #expect(shop.ended[1] == .dead(DeadLetter(reason: "503", attempts: 8, at: .start)))
    }

    @Test func aRejectionCountsAsAnAttempt() throws {
        let shop = Shop()
        shop.add([1: 1])
        try shop.ship(.retry(reason: "503"))
        shop.wait(.seconds(10))
        try shop.ship(.rejected(reason: "400"))
        #expect(shop.ended[1] == .dead(DeadLetter(reason: "400", attempts: 2, at: .start)))
    }

    // MARK: - Bounds

    @Test func theOldestThatWaitGoToTheDeadLetters() {
        let shop = Shop {
            $0.maximumBacklog = 5
            $0.concurrency = 1
        }
        shop.add((1...5).map { Shop.event($0, of: $0) })
        #expect(shop.sent() == [[1]])
        shop.add((6...8).map { Shop.event($0, of: $0) })
        #expect(shop.ended.keys.sorted() == [2, 3, 4])
        #expect(shop.lane.backlog == 5)
    }

    @Test func bytesAreBoundedToo() {
        let shop = Shop { $0.maximumBacklogBytes = 100 }
        shop.add((1...4).map { Shop.event($0, of: $0, bytes: 30) })
        #expect(shop.ended.keys.sorted() == [1])
        #expect(shop.lane.backlogBytes == 90)
    }

    /// Between the decision and its durable settlement nothing else becomes of the event.
    @Test func whatWasGivenUpIsNotSentNorGivenUpAgain() {
        var lane = Lane(LaneTraits(sink: "s"))
        var traits = LaneTraits(sink: "s")
        traits.maximumBacklog = 2
        lane = Lane(traits)
        var tokens: TokenBucket?
        let first = lane.add((1...3).map { Shop.event($0, of: $0) }, at: .zero)
        #expect(first.map(\.numbers) == [[1]])
        let second = lane.add([Shop.event(4, of: 4)], at: .zero)
        #expect(second.map(\.numbers) == [[2]])
        #expect(lane.take(at: .zero, tokens: &tokens).shipments.map(\.delivery.id) == ["e3", "e4"])
        lane.settled([1, 2])
        #expect(lane.backlog == 2)
    }

    @Test func whatWasDeliveredIsNotGivenUp() throws {
        var traits = LaneTraits(sink: "s")
        traits.maximumBacklog = 1
        var lane = Lane(traits)
        var tokens: TokenBucket?
        _ = lane.add([Shop.event(1, of: 1)], at: .zero)
        let shipment = try #require(lane.take(at: .zero, tokens: &tokens).shipments.first)
        _ = lane.finish([ShipmentReport(id: shipment.id, outcome: .delivered)], at: .zero, date: .start) { 0 }
        #expect(lane.add([Shop.event(2, of: 2)], at: .zero).isEmpty)
    }

    // MARK: - Rate

    @Test func aTokenIsTakenForEachRequest() {
        let shop = Shop()
        shop.tokens = TokenBucket(RateLimit(limit: 2, per: .seconds(60)), at: shop.now)
        shop.add((1...5).map { Shop.event($0, of: $0) })
        let turn = shop.take()
        #expect(turn.shipments.count == 2)
        #expect(turn.wake == shop.now + .seconds(60))
        shop.wait(.seconds(60))
        #expect(shop.sent().count == 2)
    }

    @Test func aBatchTakesOneToken() {
        let shop = Shop {
            $0.maximumBatch = 3
            $0.concurrency = 2
        }
        shop.tokens = TokenBucket(RateLimit(limit: 1, per: .seconds(60)), at: shop.now)
        shop.add((1...10).map { Shop.event($0, of: $0) })
        #expect(shop.sent() == [[1], [2], [3]])
        shop.wait(.seconds(60))
        #expect(shop.sent() == [[4], [5], [6]])
    }

    @Test func nothingToDoNamesNoMoment() {
        let shop = Shop()
        #expect(shop.take() == LaneTurn())
        #expect(!shop.lane.isShipping)
    }
}

extension LaneEffect {
    /// The events that it settles.
    fileprivate var numbers: [UInt64] {
        guard case .settle(let numbers, _) = self else { return [] }
        return numbers
    }
}
