import BridgeCore
import Synchronization

/// Watches that every source is polled: a loop that has not turned for long is stuck, whatever it waits for.
package final class PollWatch: BridgeObserver {
    /// Requests are given up and tried again within a poll, and a vendor that answers none of them makes it long. Only
    /// what lasts longer than all of that is stuck.
    private static let patience: Duration = .seconds(3600)
    private let time: any TimeSource
    private let loops: Mutex<[String: Turn]>
    private let bell = Doorbell()

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
        let isFirst = loops.withLock { loops in
            let wasDone = loops[source]?.isDone
            loops[source]?.last = now
            if isDone { loops[source]?.isDone = true }
            return isDone && wasDone == false
        }
        if isFirst { bell.ring() }
    }

    /// The sources whose last turn is longer ago than three of their intervals, and than any poll may take.
    package var stuck: [String] {
        let now = time.uptime()
        return loops.withLock { loops in
            loops.filter { now - $0.value.last > $0.value.every * 3 + Self.patience }.keys.sorted()
        }
    }

    /// Returns when every source was polled to an end, with whatever outcome, or when the task is cancelled. For one
    /// caller at a time.
    package func firstRound() async {
        while !waiting.isEmpty, !Task.isCancelled { await bell.wait() }
    }

    /// The sources that were not polled to an end yet, with whatever outcome.
    package var waiting: [String] {
        loops.withLock { loops in loops.filter { !$0.value.isDone }.keys.sorted() }
    }
}
