import Synchronization

/// Runs the tasks that prefer it on the thread that calls ``step()``: one job at a time, in an order that dice decide.
///
/// Every suspension of the code under test ends up here, so that a seed is a schedule.
package final class ShuffledExecutor: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let dice: Dice

    package init(_ dice: Dice) {
        self.dice = dice
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs one job.
    /// - Returns: whether there was any.
    package func step() -> Bool {
        let job = jobs.withLock { jobs -> UnownedJob? in
            guard !jobs.isEmpty else { return nil }
            jobs.swapAt(dice.below(jobs.count), jobs.count - 1)
            return jobs.removeLast()
        }
        guard let job else { return false }
        job.runSynchronously(on: asUnownedTaskExecutor())
        return true
    }
}
