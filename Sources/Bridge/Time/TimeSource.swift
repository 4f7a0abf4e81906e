package import BridgeCore

/// Where time comes from: the system, or a simulation's seed.
package protocol TimeSource: Sendable {
    /// The wall clock: for what is shown and recorded. It may jump.
    func now() -> Timestamp
    /// Time since some start: for waits. It never jumps.
    func uptime() -> Duration
    /// - Throws: `CancellationError` if the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// The machine's own clocks.
package struct SystemTime: TimeSource {
    private let start = ContinuousClock.now

    package init() {}

    package func now() -> Timestamp {
        let wall = SystemTime.wallClock()
        return Timestamp(milliseconds: wall)
    }

    package func uptime() -> Duration {
        ContinuousClock.now - start
    }

    package func sleep(for duration: Duration) async throws {
        try await Alarm().wait(for: duration)
    }
}
