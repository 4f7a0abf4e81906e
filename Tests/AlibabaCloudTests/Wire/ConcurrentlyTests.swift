import Synchronization
import Testing

@testable import AlibabaCloud

@Suite struct ConcurrentlyTests {
    @Test(arguments: [0, 1, 3, 100]) func resultsKeepTheOrder(limit: Int) async throws {
        let doubled = try await Array(0..<50).concurrently(limit: limit) { number in
            for _ in 0..<(50 - number) { await Task.yield() }
            return number * 2
        }
        #expect(doubled == (0..<50).map { $0 * 2 })
    }

    @Test func noMoreThanTheLimitRunAtOnce() async throws {
        let running = Mutex((now: 0, most: 0))
        _ = try await Array(0..<50).concurrently(limit: 4) { _ in
            running.withLock { count in
                count.now += 1
                count.most = max(count.most, count.now)
            }
            for _ in 0..<10 { await Task.yield() }
            running.withLock { $0.now -= 1 }
        }
        #expect(running.withLock { $0.most } <= 4)
        #expect(running.withLock { $0.most } > 1)
    }

    @Test func nothingIsAnEmptyAnswer() async throws {
        #expect(try await [Int]().concurrently(limit: 4) { $0 }.isEmpty)
    }
}
