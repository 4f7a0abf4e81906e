import Bridge
package import BridgeCore
import Synchronization

/// A clock that stands still unless a test moves it. Nobody can sleep by it.
package final class ManualClock: TimeSource {
    private let moment = Mutex<Duration>(.zero)
    private let start: Timestamp

    /// - Parameter start: what the wall clock shows at first.
    package init(start: Timestamp = Timestamp(seconds: 1_767_323_045)) {
        self.start = start
    }

    package func move(_ duration: Duration) { moment.withLock { $0 += duration } }
    package func now() -> Timestamp { start + uptime() }
    package func uptime() -> Duration { moment.withLock { $0 } }

    /// Returns when the task is cancelled.
    package func sleep(for duration: Duration) async throws {
        let (never, end) = AsyncStream<Never>.makeStream()
        for await _ in never {}
        end.finish()
        throw CancellationError()
    }
}
