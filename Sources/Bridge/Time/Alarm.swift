import Dispatch
import Synchronization

/// One wait. `Task.sleep` would do as well, were it not that it resumes on libdispatch's global queues: see ``TaskPool``.
final class Alarm: Sendable {
    private enum State {
        case unset
        case set(any DispatchSourceTimer, CheckedContinuation<Void, any Error>)
        case over
    }

    private static let queue = DispatchQueue(label: "io.checkbridge.alarm")
    private let state = Mutex(State.unset)

    /// Returns when so much time is over. To be called once.
    /// - Throws: `CancellationError` if the task is cancelled.
    func wait(for duration: Duration) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { set(duration, $0) }
        } onCancel: {
            end(.failure(CancellationError()))
        }
    }

    private func set(_ duration: Duration, _ waiter: CheckedContinuation<Void, any Error>) {
        let isSet = state.withLock { state in
            guard case .unset = state else { return false }
            state = .set(timer(duration), waiter)
            return true
        }
        // The cancellation came first.
        if !isSet { waiter.resume(throwing: CancellationError()) }
    }

    /// A timer that runs. It holds the alarm until it is cancelled, which `end` does.
    private func timer(_ duration: Duration) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: Self.queue)
        timer.setEventHandler { self.end(.success(())) }
        timer.schedule(deadline: .now() + .nanoseconds(duration.nanoseconds))
        timer.activate()
        return timer
    }

    private func end(_ result: Result<Void, any Error>) {
        let waiter = state.withLock { state in
            defer { state = .over }
            guard case .set(let timer, let waiter) = state else { return nil as CheckedContinuation<Void, any Error>? }
            timer.cancel()
            return waiter
        }
        waiter?.resume(with: result)
    }
}

extension Duration {
    /// At least 0 and at most 100 years, which no clock overflows on.
    fileprivate var nanoseconds: Int {
        let (seconds, attoseconds) = min(max(self, .zero), .seconds(100 * 365 * 86_400)).components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
