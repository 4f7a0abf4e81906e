package import Logging
import ServiceLifecycle

/// The whole worker: polls, commits and delivers, in the order in which they must begin and end.
package struct BridgeService: Service, Sendable {
    private let store: CursorStore
    private let poller: Poller
    private let deliverer: Deliverer
    private let shutdownTimeout: Duration
    private let time: any TimeSource
    private let log: Logger

    package init(
        store: CursorStore, poller: Poller, deliverer: Deliverer, shutdownTimeout: Duration, time: any TimeSource,
        log: Logger
    ) {
        self.store = store
        self.poller = poller
        self.deliverer = deliverer
        self.shutdownTimeout = shutdownTimeout
        self.time = time
        self.log = log
    }

    /// Works until it is told to shut down; then polls no more, lets what is under way finish, and saves.
    package func run() async {
        await run { await gracefulEnd() }
    }

    /// Works until `stop` returns.
    package func run(until stop: @escaping @Sendable () async -> Void) async {
        await whileDelivering { ending in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await poller.run() }
                await stop()
                log.info("shutting down: no more polls; what is under way may finish")
                ending.ring()
                group.cancelAll()
            }
        }
    }

    /// Returns when nothing is owed any more, or after `limit`.
    /// - Returns: whether nothing is owed.
    package func drain(atMost limit: Duration) async -> Bool {
        await deliverer.drain(atMost: limit)
    }

    /// What one round came to.
    package struct Round: Sendable, Equatable {
        /// Whether every source answered in full.
        package var isPolled: Bool
        /// How many events each sink is still owed: they stay owed.
        package var owed: [String: Int]
    }

    /// Polls every source once and delivers what is owed, for at most `wait`.
    package func runOnce(wait: Duration) async -> Round {
        let round = await whileDelivering { _ in
            let isPolled = await poller.runOnce()
            _ = await deliverer.drain(atMost: wait)
            return Round(isPolled: isPolled, owed: await store.backlog)
        }
        if let round { return round }
        return Round(isPolled: false, owed: await store.backlog)
    }

    private enum Part<Value: Sendable>: Sendable {
        case worked(Value)
        case saving, delivering, patience
    }

    /// Delivers while `body` runs. Lanes end before the store does, so that the last settlements are saved. Patience
    /// begins when `body` rings, or ends: what it waits for may never come, as while the disk refuses.
    @discardableResult
    private func whileDelivering<Value: Sendable>(
        _ body: @escaping @Sendable (_ ending: Doorbell) async -> Value
    ) async -> Value? {
        let ending = Doorbell()
        return await withTaskGroup(of: Part<Value>.self) { group in
            group.addTask {
                await store.run()
                return .saving
            }
            group.addTask {
                await deliverer.run()
                return .delivering
            }
            group.addTask { .worked(await body(ending)) }
            group.addTask {
                await ending.wait()
                await losePatience()
                return .patience
            }
            return await finish(&group, ending)
        }
    }

    private func losePatience() async {
        guard (try? await time.sleep(for: shutdownTimeout)) != nil else { return }
        log.warning("what is under way takes too long: it is cut short, and sent again after the next start")
        await deliverer.abandon()
        await store.hurry()
    }

    private func finish<Value: Sendable>(_ group: inout TaskGroup<Part<Value>>, _ ending: Doorbell) async -> Value? {
        var value: Value?
        for await part in group {
            switch part {
            case .worked(let result):
                value = result
                ending.ring()
                await deliverer.stop()
            case .delivering: await store.close()
            case .saving: group.cancelAll()
            case .patience: break
            }
        }
        return value
    }
}
