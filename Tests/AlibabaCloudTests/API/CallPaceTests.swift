import Testing

@testable import AlibabaCloud

@Suite struct CallPaceTests {
    private var pace = CallPace(limit: 10)

    @Test mutating func turnsAreAnIntervalApart() {
        let turns = (0..<3).map { _ in pace.reserve(at: .zero) }
        #expect(turns == [.zero, .milliseconds(100), .milliseconds(200)])
        let later = pace.reserve(at: .seconds(5))
        #expect(later == .seconds(5))
    }

    @Test mutating func aRefusalHalvesTheRate() {
        pace.slowDown(sentAt: .seconds(1), at: .seconds(2))
        #expect(pace.rate == 5)
        let turns = (0..<2).map { _ in pace.reserve(at: .seconds(9)) }
        #expect(turns == [.seconds(9), .milliseconds(9200)])
    }

    @Test mutating func ofCallsThatWentOutTogetherOneCounts() {
        for sent in 1...4 { pace.slowDown(sentAt: .seconds(sent), at: .seconds(5)) }
        #expect(pace.rate == 5)
        pace.slowDown(sentAt: .seconds(5), at: .seconds(6))
        #expect(pace.rate == 5)
        pace.slowDown(sentAt: .seconds(6), at: .seconds(7))
        #expect(pace.rate == 2.5)
    }

    @Test mutating func thereIsASlowest() {
        for second in 1...20 { pace.slowDown(sentAt: .seconds(second), at: .seconds(second)) }
        #expect(pace.rate == 10.0 / 32)
    }

    @Test mutating func answersGiveTheRateBackLittleByLittle() {
        pace.slowDown(sentAt: .zero, at: .zero)
        pace.speedUp()
        #expect(pace.rate == 5.02)
        for _ in 0..<248 { pace.speedUp() }
        #expect(pace.rate < 10)
        for _ in 0..<5 { pace.speedUp() }
        #expect(pace.rate == 10)
    }

    @Test mutating func answersNeverExceedTheLimit() {
        for _ in 0..<100 { pace.speedUp() }
        #expect(pace.rate == 10)
    }

    @Test mutating func aPauseHoldsEverybody() {
        let early = (0..<2).map { _ in pace.reserve(at: .seconds(1)) }
        pace.hold(until: .seconds(3))
        let late = (0..<2).map { _ in pace.reserve(at: .seconds(1)) }
        #expect(early.allSatisfy(pace.isVoid))
        #expect(late == [.seconds(3), .milliseconds(3100)])
        #expect(!late.contains(where: pace.isVoid))
    }

    @Test mutating func aShorterPauseDoesNotEndALongerOne() {
        pace.hold(until: .seconds(9))
        pace.hold(until: .seconds(3))
        let turn = pace.reserve(at: .zero)
        #expect(turn == .seconds(9))
    }

    /// A quota of 6 where 10 were agreed, as when another tool uses the rest: it settles near 6, and seldom goes over.
    @Test mutating func itSettlesWhereThereIsRoom() {
        var now = Duration.zero
        var granted: [Duration] = []
        var refused = 0
        for _ in 0..<6000 {
            now = pace.reserve(at: now)
            granted.removeAll { $0 <= now - .seconds(1) }
            if granted.count < 6 {
                granted.append(now)
                pace.speedUp()
            } else {
                refused += 1
                pace.slowDown(sentAt: now, at: now)
            }
        }
        #expect(refused < 60)
        #expect(6000 / (now / .seconds(1)) > 4)
    }
}
