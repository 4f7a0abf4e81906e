import Bridge
import BridgeCore
import Logging

/// One run of the whole worker under a seed: several lives of the process on one disk, with everything going wrong
/// that can, and a last life in which nothing does.
package final class Simulation: @unchecked Sendable {
    package let seed: UInt64
    package let chaos: Chaos
    package private(set) var steps = 0
    package private(set) var lives = 0
    package private(set) var crashes = 0
    let dice: Dice
    let time = VirtualTime()
    let plan: SimulationPlan
    let disk: SimulatedDisk
    let ledger: Ledger
    let receivers: [Receiver]
    let watched: [Watched]
    private let executor: ShuffledExecutor

    /// A source's cloud, and what must be made of its answers.
    struct Watched {
        var identity: SourceIdentity
        var cloud: SimulatedCloud
        var reference: Reference
    }

    package init(seed: UInt64) {
        self.seed = seed
        let dice = Dice(seed: seed)
        self.dice = dice
        let plan = SimulationPlan(dice)
        self.plan = plan
        let chaos = Chaos(dice, level: plan.level)
        self.chaos = chaos
        executor = ShuffledExecutor(dice)
        disk = SimulatedDisk(chaos, time)
        let ledger = Ledger(of: disk, chaos)
        self.ledger = ledger
        receivers = plan.sinks.map { Receiver($0, chaos, ledger) }
        watched = plan.sources.map { identity, scopes in
            Watched(
                identity: identity, cloud: SimulatedCloud(scopes, size: plan.findings, chaos),
                reference: Reference(plan.policy, chaos))
        }
        disk.onDurable = { [ledger] in ledger.observe() }
    }

    /// Runs it all.
    /// - Returns: the invariants that did not hold.
    package func run() -> [String] {
        if plan.hasStuckFinding { dice.pick(receivers).stuckSubject = "risk_check/0" }
        for _ in 0..<plan.lives where isSound {
            live(drawnEnding())
            befall()
        }
        chaos.level = 0
        disk.trouble = nil
        for one in watched { one.cloud.filter = plan.lastFilter }
        if isSound { live(.drained) }
        if isSound { Verdict(self).check() }
        return chaos.violations
    }

    /// Two runs of one seed have the same, or a seed is no schedule.
    package var fingerprint: String {
        "\(dice.next()) \(steps) \(time.uptime()) \(ledger.sequence) \(ledger.numbers.keys.sorted())"
    }

    private var isSound: Bool { chaos.violations.isEmpty }

    private enum Ending {
        case crash(afterSteps: Int)
        case shutdown(at: Duration)
        /// `run --once`
        case once
        /// When everything is delivered.
        case drained
    }

    private func drawnEnding() -> Ending {
        if dice.chance(0.65) { return .crash(afterSteps: dice.below(dice.pick([60, 400, 3000]))) }
        if dice.chance(0.6) { return .shutdown(at: time.uptime() + .seconds(dice.below(2000))) }
        return .once
    }

    /// What happens while no process runs.
    private func befall() {
        disk.trouble = nil
        if dice.chance(0.4) {
            chaos.count("power lost")
            disk.losePower()
        } else {
            disk.forgetDescriptors()
        }
        if plan.changesFilter {
            for one in watched where dice.chance(0.3) { one.cloud.filter = dice.pick(["", "odd"]) }
        }
        if dice.chance(0.2) { time.offset = .init(seconds: 1_750_000_000 + Int64(dice.below(10_000_000))) }
        if dice.chance(0.2) { RotCheck(disk, chaos).run() }
    }
}

// MARK: - One life

extension Simulation {
    private func live(_ ending: Ending) {
        lives += 1
        let process = SimulatedProcess(self, isOnce: { if case .once = ending { true } else { false } }())
        let task = Task(executorPreference: executor) { await process.run() }
        let start = steps
        var stopAt: Duration? = { if case .shutdown(let moment) = ending { moment } else { nil } }()
        var deadline = time.uptime() + .seconds(200_000)
        while !process.isDone, isSound {
            if case .crash(let after) = ending, steps - start > after { break }
            steps += 1
            if executor.step() { continue }
            if case .drained = ending, stopAt == nil, isDrained(process) {
                stopAt = time.uptime() + .seconds(60)
            }
            if let moment = stopAt, time.uptime() >= moment {
                // The recovery of a sink is told only after its last settlement.
                if case .drained = ending, !ledger.open.isEmpty {
                    stopAt = nil
                    continue
                }
                process.stop()
                stopAt = .seconds(1_000_000_000)
                deadline = time.uptime() + plan.shutdownTimeout + .seconds(60)
                continue
            }
            trouble()
            if time.uptime() > deadline { chaos.fail("life \(lives) does not end (\(ending)): \(unsettled)") }
            if !time.advance() { chaos.fail("life \(lives): nothing can go on") }
        }
        if !process.isDone, isSound { kill(process, task) }
    }

    /// What is left of the process must come to its end by itself, reaching nothing any more.
    private func kill(_ process: SimulatedProcess, _ task: Task<Void, Never>) {
        crashes += 1
        process.life.end()
        task.cancel()
        let deadline = time.uptime() + .seconds(100)
        while !process.isDone {
            if executor.step() { continue }
            guard time.uptime() < deadline, time.advance() else {
                return chaos.fail("life \(lives): it was cancelled, but does not end")
            }
        }
    }

    private func trouble() {
        if disk.trouble != nil {
            if chaos.level == 0 || dice.chance(0.05) { disk.trouble = nil }
        } else if chaos.strikes("disk in trouble", 0.001) {
            disk.trouble = dice.pick(SimulatedDisk.Trouble.allCases)
        }
    }

    private func isDrained(_ process: SimulatedProcess) -> Bool {
        guard time.uptime() - process.start > plan.settling else { return false }
        let stuck = receivers.compactMap(\.stuckSubject)
        guard !stuck.isEmpty else { return ledger.open.isEmpty }
        guard ledger.open.allSatisfy({ key in stuck.contains { $0 == ledger.told[key.event]?.event.subject } })
        else { return false }
        for receiver in receivers { receiver.stuckSubject = nil }
        return false
    }

    private var unsettled: String {
        let owed = ledger.open.sorted { ($0.event, $0.sink) < ($1.event, $1.sink) }
        return "\(owed.count) owed, " + owed.prefix(3).map { "\($0.event)@\($0.sink)" }.joined(separator: " ")
    }
}
