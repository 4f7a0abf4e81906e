import Logging
import Synchronization

/// The least that is logged, which can be changed while the program runs.
final class LogDial: Sendable {
    private let state: Mutex<(level: Logger.Level, configured: Logger.Level)>

    init(_ level: Logger.Level = .info) {
        state = Mutex((level, level))
    }

    var level: Logger.Level { state.withLock { $0.level } }

    /// The configuration says so.
    func configure(_ level: Logger.Level) {
        state.withLock { $0 = (level, level) }
    }

    /// Somebody says so, until the next ``configure(_:)``.
    func set(_ level: Logger.Level) {
        state.withLock { $0.level = level }
    }

    /// From the configured level to `debug`, or back.
    func toggle() {
        state.withLock { $0.level = $0.level == $0.configured ? .debug : $0.configured }
    }
}
