package import Bridge
package import BridgeCore
import Synchronization

/// Remembers of each sink when it last took something, and what it last said when it did not.
package final class DeliveryBook: BridgeObserver {
    private let entries: Mutex<[String: Entry]>
    private let now: @Sendable () -> Timestamp

    package struct Entry: Sendable, Equatable {
        package var delivered: Timestamp?
        package var failed: Timestamp?
        /// The receiver's words at ``failed``, redacted.
        package var reason: String?
    }

    /// - Parameter sinks: the names of the configuration.
    package init(sinks: [String], now: @escaping @Sendable () -> Timestamp) {
        entries = Mutex(Dictionary(sinks.map { ($0, Entry()) }, uniquingKeysWith: { first, _ in first }))
        self.now = now
    }

    package subscript(sink: String) -> Entry { entries.withLock { $0[sink] } ?? Entry() }

    package func observe(_ observation: Observation) {
        switch observation {
        case .attempted(let sink, let outcomes, _): note(outcomes, sink)
        case .pollBegan, .pollEnded, .settled, .synced, .checkpointed, .stateRefused, .stateSaved: break
        }
    }

    private func note(_ outcomes: [Outcome], _ sink: String) {
        let moment = now()
        entries.withLock { entries in
            guard var entry = entries[sink] else { return }
            for outcome in outcomes {
                switch outcome {
                case .delivered: entry.delivered = moment
                case .suppressed: break
                case .retry(_, let reason, _), .rejected(let reason, _): (entry.failed, entry.reason) = (moment, reason)
                }
            }
            entries[sink] = entry
        }
    }
}
