package import BridgeCore
import Synchronization

/// How the last try to reload the configuration went.
package final class ReloadLedger: Sendable {
    private let state: Mutex<Entry>

    package struct Entry: Sendable {
        /// Whether the last try succeeded; the start was one.
        package var isGood: Bool
        /// When the configuration was read that is used.
        package var configured: Timestamp
    }

    /// - Parameter start: when the configuration was read at first.
    package init(start: Timestamp) {
        state = Mutex(Entry(isGood: true, configured: start))
    }

    package var last: Entry { state.withLock { $0 } }

    package func succeed(at now: Timestamp) {
        state.withLock { $0 = Entry(isGood: true, configured: now) }
    }

    package func fail() {
        state.withLock { $0.isGood = false }
    }
}
