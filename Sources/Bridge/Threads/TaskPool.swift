import DequeModule
import Dispatch
import Glibc
import Synchronization

/// The threads that Swift's tasks run on, so many and no more, for as long as the process lives. They sleep until there
/// is work.
///
/// By itself the language runs tasks on libdispatch's global queues, and from their first use on libdispatch wakes up
/// every second to see whether they lack threads. Whatever prefers this executor, and its child tasks and the actors
/// that they enter, keeps out of there; a serial queue, as here, has a thread of its own that nobody counts. What does
/// not prefer it (a `Task {}` without it, `Task.sleep`, `DispatchQueue.global()`) runs as well as ever, at the price of
/// that second.
///
/// As with any executor, a task that blocks its thread holds up others: what may block belongs on a queue of its own.
package final class TaskPool: TaskExecutor {
    private static let most = 8
    private let jobs = Mutex(Deque<UnownedJob>())
    /// Counts the jobs that wait.
    private let ready = DispatchSemaphore(value: 0)

    /// - Parameter count: of the threads; two at least, so that one long decision does not hold up everybody.
    package init(threads count: Int = min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), most)) {
        for _ in 0..<max(count, 2) {
            DispatchQueue(label: "io.checkbridge.tasks").async { self.work() }
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        ready.signal()
    }

    private func work() -> Never {
        while true {
            ready.wait()
            // Each job was put in once and is taken out once, which is what running an unowned one asks for.
            jobs.withLock { $0.popFirst() }?.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
