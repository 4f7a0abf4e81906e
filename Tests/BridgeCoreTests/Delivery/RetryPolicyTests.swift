import BridgeCore
import TestSupport
import Testing

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy()

    @Test(arguments: [
        (0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 64), (8, 128), (9, 256), (10, 512), (11, 900),
        (12, 900),
        (1000, 900), (Int.max, 900), (Int.min + 1, 1),
    ])
    func theCeilingDoublesUpToAQuarterOfAnHour(attempt: Int, seconds: Int) {
        #expect(policy.ceiling(afterAttempt: attempt) == .seconds(seconds))
    }

    @Test func theWaitIsAnythingUpToTheCeiling() {
        var random = Seeded(1)
        for attempt in 1...14 {
            let ceiling = policy.ceiling(afterAttempt: attempt)
            let waits = (0..<200).map { _ in
                policy.wait(afterAttempt: attempt, fraction: .random(in: 0..<1, using: &random))
            }
            #expect(waits.allSatisfy { $0 <= ceiling && $0 > .zero })
            // Full jitter: the low and the high end both come up.
            #expect(waits.contains { $0 < ceiling / 4 } && waits.contains { $0 > ceiling * 3 / 4 })
        }
        #expect(policy.wait(afterAttempt: 3, fraction: 0.5) == .seconds(2))
        #expect(policy.wait(afterAttempt: 3, fraction: 0) == .milliseconds(1))
    }

    @Test func whatTheReceiverAsksForIsTheLeast() {
        #expect(policy.wait(afterAttempt: 1, asked: .seconds(30), fraction: 0.9) == .seconds(30))
        #expect(policy.wait(afterAttempt: 9, asked: .seconds(30), fraction: 0.5) == .seconds(128))
        #expect(policy.wait(afterAttempt: 1, asked: .seconds(3600), fraction: 0.5) == .seconds(3600))
        #expect(policy.wait(afterAttempt: 1, asked: .seconds(-5), fraction: 0.5) == .milliseconds(500))
    }

    @Test(arguments: [
        (7, 86_400, false), (8, 86_399, false), (8, 86_400, true), (100, 86_399, false), (7, 1_000_000, false),
        (9, 86_401, true),
    ])
    func bothAgeAndAttemptsMustBeReached(attempts: Int, seconds: Int, givesUp: Bool) {
        #expect(policy.givesUp(after: attempts, trying: .seconds(seconds)) == givesUp)
    }
}
