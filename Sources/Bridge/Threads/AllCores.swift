import BridgeCore
import Dispatch
import Glibc
import Synchronization

/// All cores of the machine, for as long as a decision takes.
package struct AllCores: Cores {
    /// Fewer values are not worth waking another core.
    private static let worthwhile = 64

    package init() {}

    package func map<Value: Sendable>(_ count: Int, _ value: @escaping @Sendable (Int) -> Value) -> [Value] {
        guard count >= Self.worthwhile else { return OneCore().map(count, value) }
        // Smaller portions than there are cores, because another core may be busy otherwise.
        let portions = Portions(count, of: Self.worthwhile / 2, value)
        let others = DispatchGroup()
        // A queue each, not `concurrentPerform`: for why, see ``TaskPool``.
        for _ in 1..<max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 2) {
            DispatchQueue(label: "io.checkbridge.core").async(group: others) { portions.work() }
        }
        portions.work()
        others.wait()
        return portions.values
    }
}

/// Values that several threads make, a portion at a time.
private final class Portions<Value: Sendable>: Sendable {
    private let count: Int
    private let size: Int
    private let value: @Sendable (Int) -> Value
    private let next = Atomic(0)
    private let made: Mutex<[[Value]]>

    init(_ count: Int, of size: Int, _ value: @escaping @Sendable (Int) -> Value) {
        self.count = count
        self.size = size
        self.value = value
        made = Mutex([[Value]](repeating: [], count: (count + size - 1) / size))
    }

    /// Makes portions until none is left; the last ones may still be on their way elsewhere.
    func work() {
        while case let portion = next.add(1, ordering: .relaxed).oldValue, portion * size < count {
            let own = (portion * size..<min(count, (portion + 1) * size)).map(value)
            made.withLock { $0[portion] = own }
        }
    }

    var values: [Value] {
        made.withLock { portions in
            var all: [Value] = []
            all.reserveCapacity(count)
            for portion in portions { all += portion }
            return all
        }
    }
}
