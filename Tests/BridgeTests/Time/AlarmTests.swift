import Bridge
import Testing

/// What the system's clock waits with.
@Suite struct AlarmTests {
    private let time = SystemTime()

    @Test(arguments: [Duration.milliseconds(3), .zero, .seconds(-1)])
    func itRingsWhenTheTimeIsOverAndNotBefore(duration: Duration) async throws {
        let start = time.uptime()
        try await time.sleep(for: duration)
        #expect(time.uptime() - start >= duration)
    }

    /// Also for longer than a clock can count.
    @Test(arguments: [Duration.seconds(3600), .seconds(Int64.max)])
    func aCancelledTaskWaitsNoLonger(duration: Duration) async {
        let (begun, begins) = AsyncStream<Void>.makeStream()
        let waiter = Task {
            begins.finish()
            try await time.sleep(for: duration)
        }
        for await _ in begun {}
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
    }

    @Test func aTaskThatWasCancelledBeforeDoesNotBeginToWait() async {
        let waiter = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await time.sleep(for: .seconds(3600))
        }
        await #expect(throws: CancellationError.self) { try await waiter.value }
    }

    @Test func manyWaitAtTheSameTime() async {
        let ended = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<500 {
                group.addTask { (try? await time.sleep(for: .microseconds(number))) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(ended == 500)
    }
}
