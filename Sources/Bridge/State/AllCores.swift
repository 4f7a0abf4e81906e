import BridgeCore
import Dispatch
import Synchronization

/// All cores of the machine, for as long as a decision takes.
package struct AllCores: Cores {
    /// Fewer values are not worth waking another core.
    private static let worthwhile = 64

    package init() {}

    package func map<Value: Sendable>(_ count: Int, _ value: @Sendable (Int) -> Value) -> [Value] {
        guard count >= Self.worthwhile else { return OneCore().map(count, value) }
        // Smaller portions than there are cores, because another core may be busy otherwise.
        let size = Self.worthwhile / 2
        let portions = (count + size - 1) / size
        let values = Mutex([[Value]](repeating: [], count: portions))
        DispatchQueue.concurrentPerform(iterations: portions) { portion in
            let own = (portion * size..<min(count, (portion + 1) * size)).map(value)
            values.withLock { $0[portion] = own }
        }
        return values.withLock { portions in
            var all: [Value] = []
            all.reserveCapacity(count)
            for portion in portions { all += portion }
            return all
        }
    }
}
