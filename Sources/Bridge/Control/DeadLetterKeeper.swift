package import BridgeCore
package import Logging
import ServiceLifecycle

/// Keeps the dead letters within their bounds: at the start, after each new one, and now and then because of their age.
package struct DeadLetterKeeper: Service {
    private static let interval: Duration = .seconds(6 * 3600)
    private let store: CursorStore
    private let bounds: DeadLetterBounds
    private let time: any TimeSource
    private let log: Logger
    private let bell = Doorbell()

    package init(
        _ store: CursorStore, bounds: DeadLetterBounds = DeadLetterBounds(), time: any TimeSource, log: Logger
    ) {
        self.store = store
        self.bounds = bounds
        self.time = time
        self.log = log
    }

    /// There is a new dead letter.
    package func ring() { bell.ring() }

    /// Works until it is told to shut down, the task is cancelled, or the store is closed.
    package func run() async {
        await untilGracefulShutdown { await keep() }
    }

    private func keep() async {
        while !Task.isCancelled {
            do {
                try await store.bound(deadLetters: bounds, at: time.now()) { [log] in log.note($0) }
            } catch {
                return
            }
            await bell.wait(atMost: Self.interval, by: time)
        }
    }
}

extension Logger {
    fileprivate func note(_ excess: DeadLetterBounds.Excess) {
        warning(
            "dead letters are let go",
            metadata: [
                "sink": "\(excess.sink)", "count": "\(excess.events.count)", "why": "\(excess.reason.rawValue)",
            ])
    }
}
