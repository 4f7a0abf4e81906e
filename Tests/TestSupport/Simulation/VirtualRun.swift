import Synchronization

/// Runs asynchronous code to its end in virtual time, its tasks shuffled by a seed: no test of it ever sleeps.
package struct VirtualRun {
    package let dice: Dice
    package let time = VirtualTime()
    package let chaos: Chaos
    package let disk: SimulatedDisk
    private let executor: ShuffledExecutor

    /// The code waits for what never comes.
    package struct Standstill: Error {}

    package init(seed: UInt64 = 1) {
        dice = Dice(seed: seed)
        chaos = Chaos(dice, level: 0)
        disk = SimulatedDisk(chaos, time)
        executor = ShuffledExecutor(dice)
    }

    /// - Parameter steps: more than these, and the code is taken to run for ever.
    package func callAsFunction<Value: Sendable>(
        steps: Int = 200_000, _ body: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        let result = Mutex<Result<Value, any Error>?>(nil)
        let task = Task(executorPreference: executor) {
            let ended: Result<Value, any Error>
            do { ended = .success(try await body()) } catch { ended = .failure(error) }
            result.withLock { $0 = ended }
        }
        var left = steps
        while left > 0, result.withLock({ $0 == nil }), executor.step() || time.advance() { left -= 1 }
        guard let ended = result.withLock({ $0 }) else {
            task.cancel()
            throw Standstill()
        }
        return try ended.get()
    }
}
