import Synchronization
import TestSupport
import Testing

@testable import Bridge

@Suite struct PollGateTests {
    private let run = VirtualRun()

    @Test func everybodyGetsATurnAndNeverTooManyAtOnce() throws {
        let most = try run { [time = run.time] in
            let gate = PollGate(limit: 3, perAccount: 2)
            let count = Count()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        await gate.withTurn(of: "\(number % 5)") {
                            count.begin()
                            await time.pass(.seconds(1))
                            count.end()
                        }
                    }
                }
            }
            return count.mostAndDone
        }
        #expect(most == [3, 40])
    }

    @Test func whoeverIsCancelledWhileItWaitsHasNoTurn() throws {
        let turns = try run { [time = run.time] in
            let gate = PollGate(limit: 1, perAccount: 1)
            return await withTaskGroup(of: Bool.self) { group in
                group.addTask { await gate.withTurn(of: "a") { await time.pass(.seconds(10)) } != nil }
                await time.pass(.seconds(1))
                group.addTask { await gate.withTurn(of: "b") {} != nil }
                await time.pass(.seconds(1))
                group.cancelAll()
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(Set(turns) == [true, false])
        #expect(turns.count == 2)
    }
}

/// How many are at it.
private final class Count: Sendable {
    private let counts = Mutex((now: 0, most: 0, done: 0))

    func begin() {
        counts.withLock { counts in
            counts.now += 1
            counts.most = max(counts.most, counts.now)
        }
    }

    func end() {
        counts.withLock { counts in
            counts.now -= 1
            counts.done += 1
        }
    }

    var mostAndDone: [Int] { counts.withLock { [$0.most, $0.done] } }
}
