import Synchronization

/// How far a clock was moved.
final class Moved: Sendable {
    private let value = Mutex<Duration>(.zero)

    var sum: Duration { value.withLock { $0 } }

    func add(_ duration: Duration) { value.withLock { $0 += duration } }
}
