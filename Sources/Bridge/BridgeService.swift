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
        await run { try? await gracefulShutdown() }
    }

    /// Works until `stop` returns.
    package func run(until stop: @escaping @Sendable () async -> Void) async {
        await whileDelivering {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await poller.run() }
                await stop()
                log.info("shutting down: no more polls; what is under way may finish")
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
        await whileDelivering {
            let isPolled = await poller.runOnce()
            _ = await deliverer.drain(atMost: wait)
            return Round(isPolled: isPolled, owed: await store.backlog)
        }
    }

    private enum Part: Sendable { case saving, delivering, patience }

    /// Delivers while `body` runs. Lanes end before the store does, so that the last settlements are saved.
    private func whileDelivering<Value: Sendable>(_ body: () async -> Value) async -> Value {
        await withTaskGroup(of: Part.self) { group in
            group.addTask {
                await store.run()
                return .saving
            }
            group.addTask {
                await deliverer.run()
                return .delivering
            }
            let value = await body()
            await deliverer.stop()
            group.addTask {
                try? await time.sleep(for: shutdownTimeout)
                return .patience
            }
            await finish(&group)
            return value
        }
    }

    private func finish(_ group: inout TaskGroup<Part>) async {
        for await part in group {
            switch part {
            case .delivering: await store.close()
            case .patience:
                log.warning("what is under way takes too long: it is cut short, and sent again after the next start")
                await deliverer.abandon()
            case .saving:
                group.cancelAll()
                return
            }
        }
    }
}
