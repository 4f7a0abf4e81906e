package import Bridge
package import BridgeCore
import Synchronization

/// Remembers how the last poll of each source went.
package final class PollBook: BridgeObserver {
    private let entries: Mutex<[String: Entry]>
    private let now: @Sendable () -> Timestamp

    /// The last poll that ended.
    package struct Entry: Sendable {
        /// `nil` until one did.
        package var last: Poll?
        /// Since when one is under way.
        package var under: Timestamp?
    }

    package struct Poll: Sendable {
        package var at: Timestamp
        package var took: Duration
        package var result: PollResult
    }

    /// - Parameter sources: the names of the configuration.
    package init(sources: [String], now: @escaping @Sendable () -> Timestamp) {
        entries = Mutex(Dictionary(sources.map { ($0, Entry()) }, uniquingKeysWith: { first, _ in first }))
        self.now = now
    }

    package subscript(source: String) -> Entry { entries.withLock { $0[source] } ?? Entry() }

    package func observe(_ observation: Observation) {
        switch observation {
        case .pollBegan(let source): note(source) { $0.under = now() }
        case .pollEnded(let source, let result, let took):
            note(source) { $0 = Entry(last: Poll(at: now(), took: took, result: result), under: nil) }
        case .attempted, .settled, .synced, .checkpointed, .stateRefused, .stateSaved: break
        }
    }

    private func note(_ source: String, _ change: (inout Entry) -> Void) {
        entries.withLock { entries in
            guard var entry = entries[source] else { return }
            change(&entry)
            entries[source] = entry
        }
    }
}
