import Glibc
import TestSupport
import Testing

@Suite struct SimulationTests {
    /// How many schedules are tried: CHECKBRIDGE_SEEDS.
    private static let seeds = UInt64(environment("CHECKBRIDGE_SEEDS") ?? "") ?? 100
    /// The only one to try: CHECKBRIDGE_SEED.
    private static let seed = UInt64(environment("CHECKBRIDGE_SEED") ?? "")

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    @Test func everyTransitionIsToldOnceWhateverGoesWrong() {
        var tally = Tally()
        var fingerprints: UInt64 = 0
        for seed in Self.seed.map({ $0...$0 }) ?? 0...(Self.seeds - 1) {
            let simulation = Simulation(seed: seed)
            let violations = simulation.run()
            tally.add(simulation)
            if simulation.steps > 40_000 { print("hot seed", seed, simulation.steps) }
            for byte in simulation.fingerprint.utf8 { fingerprints = fingerprints &* 31 &+ UInt64(byte) }
            for violation in violations {
                Issue.record(
                    "seed \(seed): \(violation)\n  replay: CHECKBRIDGE_SEED=\(seed) swift test --filter SimulationTests"
                )
            }
        }
        print(tally.text, fingerprints)
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

    private struct Tally {
        var schedules = 0
        var (steps, lives, crashes) = (0, 0, 0)
        var faults: [String: Int] = [:]

        mutating func add(_ simulation: Simulation) {
            schedules += 1
            steps += simulation.steps
            lives += simulation.lives
            crashes += simulation.crashes
            faults.merge(simulation.chaos.faults, uniquingKeysWith: +)
        }

        var text: String {
            let kinds = faults.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
            return (["\(schedules) schedules, \(steps) steps, \(lives) lives, \(crashes) crashes; faults:"] + kinds)
                .joined(separator: "\n")
        }
    }
}
