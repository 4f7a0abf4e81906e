import BridgeCore
import TestSupport
import Testing

@Suite struct TokenBucketTests {
    @Test func itIsFullAtFirst() {
        var bucket = TokenBucket(RateLimit(limit: 3, per: .seconds(60)), at: .zero)
        let moments: [Duration] = [.zero, .zero, .zero, .zero, .seconds(60) - .nanoseconds(1), .seconds(60)]
        let next = moments.map { bucket.next(at: $0) }
        #expect(next == Array(repeating: .zero, count: 4) + [.seconds(60) - .nanoseconds(1), .seconds(60)])
        let taken = moments.map { bucket.take(at: $0) }
        #expect(taken == [true, true, true, false, false, true])
        let last = bucket.next(at: .seconds(60))
        #expect(last == .seconds(60))
    }

    @Test func aTokenThatIsThereIsThereNow() {
        var bucket = TokenBucket(RateLimit(limit: 1, per: .seconds(1)), at: .seconds(5))
        let next = bucket.next(at: .seconds(7))
        #expect(next == .seconds(7))
    }

    /// At most `limit` in any `per`, and never fewer than there is room for.
    @Test(arguments: 1...30)
    func noWindowHoldsMoreThanTheLimit(seed: UInt64) {
        var random = Seeded(seed)
        let limit = RateLimit(limit: random.pick(1..<20), per: .milliseconds(random.pick(1..<70_000)))
        var bucket = TokenBucket(limit, at: .zero)
        var now = Duration.zero
        var taken: [Duration] = []
        for _ in 0..<500 {
            let next = bucket.next(at: now)
            let isFree = taken.count { now - $0 < limit.per } < limit.limit
            #expect((next == now) == isFree)
            let isTaken = bucket.take(at: now)
            #expect(isTaken == isFree)
            if isFree { taken.append(now) }
            // What is named as the next moment is good.
            now =
                random.chance(0.5)
                ? max(now, bucket.next(at: now)) : now + limit.per * Double.random(in: 0..<0.2, using: &random)
        }
    }
}
