package import Bridge
import BridgeCore
import Synchronization

/// Tells those who look at the page that something is not any more as they see it. What it is they ask for themselves.
package final class ChangeFeed: BridgeObserver {
    /// Each keeps a connection; the console must have some left for others.
    package static let maximumWatches = 24
    private let state = Mutex<(calls: [UInt64: ChangeCall], nextID: UInt64, isClosed: Bool)>(([:], 0, false))

    package init() {}

    /// How many look at it now.
    package var count: Int { state.withLock { $0.calls.count } }

    package func observe(_ observation: Observation) {
        state.withLock { state in
            for call in state.calls.values { call.ring() }
        }
    }

    /// - Returns: `nil` if too many are watching already, or the service is ending.
    func watch() -> ChangeWatch? {
        state.withLock { state in
            guard state.calls.count < Self.maximumWatches, !state.isClosed else { return nil }
            let (id, call) = (state.nextID, ChangeCall())
            state.nextID += 1
            state.calls[id] = call
            return ChangeWatch(call) { [self] in leave(id) }
        }
    }

    /// Ends all watches: the service is ending, and they would hold it up.
    func close() {
        state.withLock { state in
            state.isClosed = true
            for call in state.calls.values { call.end() }
        }
    }

    private func leave(_ id: UInt64) {
        state.withLock { _ = $0.calls.removeValue(forKey: id) }
    }
}

/// What one who watches waits for.
final class ChangeCall: Sendable {
    private let bell = Doorbell()
    private let ending = Doorbell()
    private let hasEnded = Atomic(false)

    var isOver: Bool { hasEnded.load(ordering: .relaxed) || Task.isCancelled }

    func ring() { bell.ring() }

    func end() {
        hasEnded.store(true, ordering: .relaxed)
        bell.ring()
        ending.ring()
    }

    /// - Returns: whether it rang in time.
    func wait(atMost limit: Duration, by time: any TimeSource) async -> Bool {
        guard !isOver else { return false }
        return await bell.wait(atMost: limit, by: time)
    }

    /// Returns when so much time is over, or everything is.
    func rest(_ pause: Duration, by time: any TimeSource) async {
        guard !isOver else { return }
        await ending.wait(atMost: pause, by: time)
    }
}

/// One who looks at the page; it has its place until nobody holds it any more.
final class ChangeWatch: Sendable {
    private let call: ChangeCall
    private let leave: @Sendable () -> Void

    init(_ call: ChangeCall, leave: @escaping @Sendable () -> Void) {
        self.call = call
        self.leave = leave
    }

    deinit { leave() }

    enum Turn: Equatable { case changed, quiet, ended }

    /// - Parameter limit: how long to wait for a change.
    func next(atMost limit: Duration, by time: any TimeSource) async -> Turn {
        let hasRung = await call.wait(atMost: limit, by: time)
        return call.isOver ? .ended : hasRung ? .changed : .quiet
    }

    /// Lets so much time pass, unless it ends.
    func rest(_ pause: Duration, by time: any TimeSource) async {
        await call.rest(pause, by: time)
    }

    /// Whoever waits returns at once.
    func end() {
        call.end()
        leave()
    }
}
