import Glibc
import TestSupport
import Testing

@Suite struct SimulationTests {
    /// How many schedules are tried: CHECKBRIDGE_SEEDS.
    private static let seeds = UInt64(environment("CHECKBRIDGE_SEEDS") ?? "") ?? 2000
    /// The only one to try: CHECKBRIDGE_SEED.
    private static let seed = UInt64(environment("CHECKBRIDGE_SEED") ?? "")

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    @Test func everyTransitionIsToldOnceWhateverGoesWrong() async {
        let seeds = Self.seed.map { [$0] } ?? Array(0..<Self.seeds)
        let tally = await withTaskGroup(of: Tally.self) { group in
            for shard in 0..<2 {
                group.addTask { Tally(of: seeds.enumerated().filter { $0.offset % 2 == shard }.map(\.element)) }
            }
            return await group.reduce(into: Tally()) { $0.add($1) }
        }
        for violation in tally.violations { Issue.record(Comment(rawValue: violation)) }
        print(tally.text)
    }

    @Test(arguments: [UInt64(2), 5, 11, 17])
    func aSeedIsASchedule(seed: UInt64) {
        let runs = (0..<2).map { _ in
            let simulation = Simulation(seed: seed)
            _ = simulation.run()
            return simulation.fingerprint
        }
        #expect(runs[0] == runs[1])
    }

    /// What some runs came to.
    private struct Tally {
        var (schedules, steps, lives, crashes) = (0, 0, 0, 0)
        var faults: [String: Int] = [:]
        var violations: [String] = []

        init(of seeds: [UInt64] = []) {
            for seed in seeds { run(seed) }
        }

        private mutating func run(_ seed: UInt64) {
            let simulation = Simulation(seed: seed)
            violations += simulation.run().map {
                "seed \(seed): \($0)\n  replay: CHECKBRIDGE_SEED=\(seed) swift test --filter SimulationTests"
            }
            schedules += 1
            steps += simulation.steps
            lives += simulation.lives
            crashes += simulation.crashes
            faults.merge(simulation.chaos.faults, uniquingKeysWith: +)
        }

        mutating func add(_ other: Tally) {
            schedules += other.schedules
            steps += other.steps
            lives += other.lives
            crashes += other.crashes
            faults.merge(other.faults, uniquingKeysWith: +)
            violations += other.violations
        }

        var text: String {
            let kinds = faults.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
            return (["\(schedules) schedules, \(steps) steps, \(lives) lives, \(crashes) crashes; faults:"] + kinds)
                .joined(separator: "\n")
        }
    }
}
