import Testing

@testable import Bridge

@Suite struct PollQueueTests {
    private var queue = PollQueue(limit: 3, perAccount: 2)

    @Test mutating func soManyPollAtOnce() {
        let entered = ["a", "b", "c", "d"].enumerated().map { queue.enter(UInt64($0), of: $1) }
        #expect(entered == [true, true, true, false])
    }

    @Test mutating func anAccountTakesOnlySomeOfThePlaces() {
        let entered = ["a", "a", "a", "b"].enumerated().map { queue.enter(UInt64($0), of: $1) }
        #expect(entered == [true, true, false, true])
    }

    @Test mutating func whoHasWaitedLongestComesNext() {
        for (id, account) in ["a", "b", "c", "d", "e"].enumerated() { _ = queue.enter(UInt64(id), of: account) }
        let next = ["b", "a", "c"].map { queue.leave($0) }
        #expect(next == [3, 4, nil])
    }

    @Test mutating func anAccountThatIsSlowHoldsUpOnlyItself() {
        for (id, account) in ["slow", "slow", "slow", "b", "c"].enumerated() {
            _ = queue.enter(UInt64(id), of: account)
        }
        let next = ["b", "slow"].map { queue.leave($0) }
        #expect(next == [4, 2])
    }

    @Test mutating func whoeverGivesUpIsPassedOver() {
        for (id, account) in ["a", "b", "c", "d", "e"].enumerated() { _ = queue.enter(UInt64(id), of: account) }
        let gaveUp = queue.giveUp(3)
        let next = queue.leave("a")
        let tooLate = queue.giveUp(4)
        #expect(gaveUp && next == 4 && !tooLate)
    }

    /// Whatever comes and goes, the limits hold and nobody is forgotten.
    @Test(arguments: UInt64(0)..<50) mutating func nobodyWaitsWhileThereIsRoom(seed: UInt64) {
        var random = seed
        func draw(_ limit: UInt64) -> UInt64 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (random >> 33) % limit
        }
        var polling: [(id: UInt64, account: String)] = []
        var waiting: [(id: UInt64, account: String)] = []
        for id in UInt64(0)..<300 {
            if draw(2) == 0 || polling.isEmpty {
                let account = "\(draw(4))"
                if queue.enter(id, of: account) { polling.append((id, account)) } else { waiting.append((id, account)) }
            } else {
                let ended = polling.remove(at: Int(draw(UInt64(polling.count))))
                if let next = queue.leave(ended.account), let index = waiting.firstIndex(where: { $0.id == next }) {
                    polling.append(waiting.remove(at: index))
                }
            }
            let counts = Dictionary(grouping: polling, by: \.account).mapValues(\.count)
            #expect(polling.count <= 3 && counts.values.allSatisfy { $0 <= 2 })
            #expect(polling.count == 3 || waiting.allSatisfy { counts[$0.account] == 2 })
        }
    }
}
