import Bridge
import TestSupport
import Testing

@Suite struct DoorbellTests {
    private let bell = Doorbell()

    @Test func ringingBeforeTheWaitIsNotLost() throws {
        try VirtualRun()() { [bell] in
            bell.ring()
            await bell.wait()
        }
    }

    @Test func ringingOftenWakesOnce() {
        #expect(throws: VirtualRun.Standstill.self) {
            try VirtualRun()() { [bell] in
                bell.ring()
                bell.ring()
                await bell.wait()
                await bell.wait()
            }
        }
        bell.ring()
    }

    @Test func aWaitEndsWithItsTime() throws {
        let run = VirtualRun()
        let (rang, waited) = try run { [bell] in
            let rang = await bell.wait(atMost: .seconds(5), by: run.time)
            return (rang, run.time.uptime())
        }
        #expect(!rang && waited == .seconds(5))
    }

    @Test func aRingEndsTheWaitBeforeItsTime() throws {
        let run = VirtualRun()
        let (rang, waited) = try run { [bell] in
            bell.ring()
            let rang = await bell.wait(atMost: .seconds(5), by: run.time)
            return (rang, run.time.uptime())
        }
        #expect(rang && waited == .zero)
    }

    @Test func noTimeIsNoWait() throws {
        let run = VirtualRun()
        let rang = try run { [bell] in await bell.wait(atMost: .zero, by: run.time) }
        #expect(!rang)
    }

    @Test(arguments: UInt64(0)..<50)
    func aRingIsNeverLostWhateverTheOrder(seed: UInt64) throws {
        let run = VirtualRun(seed: seed)
        let seen = try run { [bell] in
            let (rung, seen) = (Box(0), Box(0))
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while seen.value < 20 {
                        await bell.wait(atMost: .milliseconds(run.dice.below(3)), by: run.time)
                        seen.value = rung.value
                    }
                }
                for _ in 0..<20 {
                    group.addTask {
                        await run.time.pass(.milliseconds(run.dice.below(20)))
                        rung.value += 1
                        bell.ring()
                    }
                }
            }
            return seen.value
        }
        #expect(seen == 20)
    }

    @Test(arguments: UInt64(0)..<50)
    func cancellingEndsTheWaitWhateverTheOrder(seed: UInt64) throws {
        let run = VirtualRun(seed: seed)
        try run { [bell] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await bell.wait() }
                if run.dice.chance(0.5) { await run.time.pass(.milliseconds(1)) }
                group.cancelAll()
            }
        }
    }
}
