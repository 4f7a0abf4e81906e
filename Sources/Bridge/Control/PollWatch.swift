import BridgeCore
import Synchronization

/// Watches that every source is polled: a loop that has not turned for long is stuck, whatever it waits for.
package final class PollWatch: BridgeObserver {
    /// Requests are given up and tried again within a poll, and a vendor that answers none of them makes it long. Only
    /// what lasts longer than all of that is stuck.
    private static let patience: Duration = .seconds(3600)
    private let time: any TimeSource
    private let loops: Mutex<[String: Turn]>

    private struct Turn {
        var every: Duration
        var last: Duration
        var isDone = false
    }

    package init(_ sources: [WatchedSource], time: any TimeSource) {
        self.time = time
        let start = time.uptime()
        let turns = sources.map { ($0.identity.name, Turn(every: $0.every, last: start)) }
        loops = Mutex(Dictionary(turns, uniquingKeysWith: { first, _ in first }))
    }

    package func observe(_ observation: Observation) {
        switch observation {
        case .pollBegan(let source): turn(source, isDone: false)
        case .pollEnded(let source, _, _): turn(source, isDone: true)
        case .attempted, .settled, .synced, .checkpointed, .stateRefused, .stateSaved: break
        }
    }

    private func turn(_ source: String, isDone: Bool) {
        let now = time.uptime()
        loops.withLock { loops in
            loops[source]?.last = now
            if isDone { loops[source]?.isDone = true }
        }
    }

    /// The sources whose last turn is longer ago than three of their intervals, and than any poll may take.
    package var stuck: [String] {
        let now = time.uptime()
        return loops.withLock { loops in
            loops.filter { now - $0.value.last > $0.value.every * 3 + Self.patience }.keys.sorted()
        }
    }

    /// The sources that were not polled to an end yet, with whatever outcome.
    package var waiting: [String] {
        loops.withLock { loops in loops.filter { !$0.value.isDone }.keys.sorted() }
    }
}
