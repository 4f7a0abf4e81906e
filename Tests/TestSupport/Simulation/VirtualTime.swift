import Bridge
package import BridgeCore

/// A clock that moves only when nothing else can: a day of retries passes in no time.
package final class VirtualTime: TimeSource, @unchecked Sendable {
    private struct Timer {
        var id: UInt64
        var due: Duration
        var waiter: CheckedContinuation<Void, Never>
    }

    private var clock: Duration = .zero
    private var timers: [Timer] = []
    private var nextID: UInt64 = 0
    /// What the wall clock shows beyond the uptime; a test may make it jump.
    package var offset = Timestamp(seconds: 1_750_000_000)

    package init() {}

    package func uptime() -> Duration { clock }

    package func now() -> Timestamp { offset + clock }

    package func sleep(for duration: Duration) async throws {
        let id = number()
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                guard !Task.isCancelled else { return waiter.resume() }
                timers.append(Timer(id: id, due: clock + duration, waiter: waiter))
            }
        } onCancel: {
            fire(id)
        }
        try Task.checkCancellation()
    }

    /// Passes, also for a task that is cancelled: what a device takes, it takes.
    package func pass(_ duration: Duration) async {
        let id = number()
        await withCheckedContinuation { timers.append(Timer(id: id, due: clock + duration, waiter: $0)) }
    }

    /// Moves to the next moment at which somebody waits to go on.
    /// - Returns: whether there was any.
    package func advance() -> Bool {
        guard let next = timers.min(by: { ($0.due, $0.id) < ($1.due, $1.id) }) else { return false }
        clock = max(clock, next.due)
        fire(next.id)
        return true
    }

    private func number() -> UInt64 {
        nextID += 1
        return nextID
    }

    private func fire(_ id: UInt64) {
        guard let index = timers.firstIndex(where: { $0.id == id }) else { return }
        timers.remove(at: index).waiter.resume()
    }
}
