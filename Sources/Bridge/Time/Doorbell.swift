import Synchronization

/// Wakes one waiting loop. Ringing before it waits is not lost, ringing often wakes it once.
package final class Doorbell: Sendable {
    private enum State {
        case quiet
        case rung
        case waited(id: UInt64, CheckedContinuation<Void, Never>)
    }

    private let state = Mutex<(state: State, nextID: UInt64)>((.quiet, 0))

    package init() {}

    package func ring() {
        let waiter = state.withLock { value -> CheckedContinuation<Void, Never>? in
            switch value.state {
            case .quiet, .rung:
                value.state = .rung
                return nil
            case .waited(_, let waiter):
                value.state = .quiet
                return waiter
            }
        }
        waiter?.resume()
    }

    /// Returns when it rings, or when the task is cancelled.
    package func wait() async {
        let id = state.withLock { value in
            value.nextID += 1
            return value.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { arrive(id, $0) }
        } onCancel: {
            leave(id)
        }
    }

    /// Returns when it rings, when so much time is over, or when the task is cancelled.
    /// - Returns: whether the time was not over.
    @discardableResult
    package func wait(atMost limit: Duration?, by time: any TimeSource) async -> Bool {
        guard let limit else {
            await wait()
            return true
        }
        guard limit > .zero else { return false }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await self.wait()
                return true
            }
            group.addTask { (try? await time.sleep(for: limit)) == nil }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    private func arrive(_ id: UInt64, _ waiter: CheckedContinuation<Void, Never>) {
        let goesOn = state.withLock { value -> Bool in
            if case .rung = value.state {
                value.state = .quiet
                return true
            }
            guard !Task.isCancelled else { return true }
            value.state = .waited(id: id, waiter)
            return false
        }
        if goesOn { waiter.resume() }
    }

    private func leave(_ id: UInt64) {
        let waiter = state.withLock { value -> CheckedContinuation<Void, Never>? in
            guard case .waited(id, let waiter) = value.state else { return nil }
            value.state = .quiet
            return waiter
        }
        waiter?.resume()
    }
}
