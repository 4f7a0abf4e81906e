import AlibabaCloud
import BridgeCore
import Synchronization

/// Time that passes only where somebody sleeps, and chance that is always the same.
final class ManualTime: Sendable {
    private let state = Mutex<(uptime: Duration, sleeps: [Duration], drawn: UInt64)>((.zero, [], 0))
    private let start = Timestamp(seconds: 1_763_712_550)
    /// What every draw gives; `nil` counts up, so that nonces differ.
    private let chance: UInt64?

    init(chance: UInt64? = nil) {
        self.chance = chance
    }

    /// What was slept, in order.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    var surroundings: Surroundings {
        Surroundings(
            now: { [self] in start + state.withLock { $0.uptime } },
            uptime: { [self] in state.withLock { $0.uptime } },
            sleep: { [self] duration in
                try Task.checkCancellation()
                state.withLock { state in
                    state.uptime += duration
                    state.sleeps.append(duration)
                }
            },
            random: { [self] in
                state.withLock { state in
                    state.drawn += 1
                    return chance ?? state.drawn
                }
            })
    }
}
