import Synchronization

/// Lets only so many polls run at once: what they hold of their answers bounds the memory of thousands of sources.
final class PollGate: Sendable {
    /// Enough for a poll to begin every 30 ms where the vendor takes a second for each; few enough for 50 MB of pages.
    static let limit = 32
    /// More would only wait for the account's quota.
    static let limitPerAccount = 4

    private let state: Mutex<State>

    private struct State {
        var queue: PollQueue
        var nextID: UInt64 = 0
        var bells: [UInt64: Doorbell] = [:]
    }

    init(limit: Int = PollGate.limit, perAccount: Int = PollGate.limitPerAccount) {
        state = Mutex(State(queue: PollQueue(limit: limit, perAccount: perAccount)))
    }

    /// Runs `body` when it is the account's turn.
    /// - Returns: `nil` if the task was cancelled before.
    func withTurn<Value: Sendable>(of account: String, _ body: () async -> Value) async -> Value? {
        guard await enter(account) else { return nil }
        let value = await body()
        let next = state.withLock { state in state.queue.leave(account).flatMap { state.bells[$0] } }
        next?.ring()
        return value
    }

    private func enter(_ account: String) async -> Bool {
        let bell = Doorbell()
        let (id, isAdmitted) = state.withLock { state in
            state.nextID += 1
            let isAdmitted = state.queue.enter(state.nextID, of: account)
            if !isAdmitted { state.bells[state.nextID] = bell }
            return (state.nextID, isAdmitted)
        }
        if isAdmitted { return true }
        // It also returns when the task is cancelled: the queue knows whether the turn came before.
        await bell.wait()
        return state.withLock { state in
            state.bells[id] = nil
            return !state.queue.giveUp(id)
        }
    }
}
