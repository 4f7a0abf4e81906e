import BridgeCore

/// Whether the service does its work. It says nothing of the vendor and the sinks: that those are down is no reason to
/// restart what waits for them.
package struct Liveness: Sendable {
    /// Whoever does not answer within it is stuck: between two turns an actor is never busy so long.
    private static let patience: Duration = .seconds(10)
    private let polls: PollWatch
    private let store: CursorStore
    private let deliverer: Deliverer
    private let time: any TimeSource
    private let executor: (any TaskExecutor)?

    /// - Parameter executor: what the questions run on; `nil` is the language's own.
    package init(
        polls: PollWatch, store: CursorStore, deliverer: Deliverer, time: any TimeSource,
        on executor: (any TaskExecutor)? = nil
    ) {
        self.polls = polls
        self.store = store
        self.deliverer = deliverer
        self.time = time
        self.executor = executor
    }

    /// What is wrong, in a few words each; empty if all loops turn.
    package func stuck() async -> [String] {
        var stuck = polls.stuck.map { "source \($0) is not polled any more" }
        if await !answers({ _ = await store.isSaving }) { stuck.append("the cursor does not answer") }
        if await !answers({ _ = await deliverer.health }) { stuck.append("a sink's lane does not answer") }
        return stuck
    }

    /// What is still missing before the service can be called ready; empty if nothing.
    package func unready() async -> [String] {
        var missing = polls.waiting.prefix(10).map { "source \($0) was not polled yet" }
        if await !store.isSaving { missing.append("the cursor cannot be saved") }
        return missing
    }

    private func answers(_ ask: @escaping @Sendable () async -> Void) async -> Bool {
        let (answers, answered) = AsyncStream<Bool>.makeStream()
        // Nobody waits for either: an actor that is stuck would hold up whoever did, and the clock is cancelled.
        let question = Task(executorPreference: executor) {
            await ask()
            answered.yield(true)
        }
        let clock = Task(executorPreference: executor) {
            try await time.sleep(for: Self.patience)
            answered.yield(false)
        }
        defer {
            question.cancel()
            clock.cancel()
        }
        return await answers.first { _ in true } ?? false
    }
}
