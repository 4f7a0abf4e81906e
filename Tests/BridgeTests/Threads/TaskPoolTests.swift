import Bridge
import Glibc
import Synchronization
import Testing

@Suite struct TaskPoolTests {
    private actor Tally {
        private(set) var count = 0
        private(set) var threads: Set<UInt> = []

        func add() {
            count += 1
            threads.insert(UInt(pthread_self()))
        }
    }

    @Test func whatManyTasksAskOfAnActorIsAllDoneOnItsThreads() async {
        let tally = Tally()
        await withTaskExecutorPreference(TaskPool(threads: 3)) {
            await withDiscardingTaskGroup { group in
                for _ in 0..<1000 {
                    group.addTask {
                        await tally.add()
                        await tally.add()
                    }
                }
            }
        }
        #expect(await tally.count == 2000)
        #expect((1...3).contains(await tally.threads.count))
    }

    @Test func aTaskThatIsNobodysChildRunsThereIfItPrefersTo() async {
        let pool = TaskPool(threads: 2)
        let isThere = await Task(executorPreference: pool) {
            withUnsafeCurrentTask { $0?.unownedTaskExecutor } == pool.asUnownedTaskExecutor()
        }.value
        #expect(isThere)
    }

    private final class Meeting: Sendable {
        let arrived = Atomic(0)

        /// Holds the thread until two are here.
        func attend() {
            arrived.add(1, ordering: .relaxed)
            while arrived.load(ordering: .relaxed) < 2 { sched_yield() }
        }
    }

    /// Both threads are needed: each task waits, on its thread, for the other.
    @Test func twoTasksRunAtTheSameTime() async {
        let meeting = Meeting()
        await withTaskExecutorPreference(TaskPool(threads: 1)) {
            await withDiscardingTaskGroup { group in
                for _ in 0..<2 { group.addTask { meeting.attend() } }
            }
        }
        #expect(meeting.arrived.load(ordering: .relaxed) == 2)
    }
}
