import Synchronization

/// Work that several wait for; the last of them to give up cancels it.
final class SharedTask: Sendable {
    private let task: Task<Void, Never>
    private let waiting = Mutex(0)

    init(_ task: Task<Void, Never>) {
        self.task = task
    }

    /// Waits until the work is done, or was cancelled because nobody waits for it any more.
    func wait() async {
        waiting.withLock { $0 += 1 }
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            leave()
        }
    }

    private func leave() {
        let left = waiting.withLock { waiting in
            waiting -= 1
            return waiting
        }
        if left == 0 { task.cancel() }
    }
}
