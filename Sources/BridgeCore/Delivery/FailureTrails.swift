/// What failed for deliveries that are still owed, but for the last attempt of each, which ``Outbox/attempts`` holds.
///
/// However many deliveries fail however often, no more than ``limit`` of these are held: beyond it a delivery keeps its
/// last failure only. That depends on nothing but what is held, so that a cursor that was read keeps the same ones.
struct FailureTrails: Sendable {
    static let limit = 4000

    private var trails: [DeliveryKey: [FailedAttempt]] = [:]
    /// How many failures beside the last one the deliveries that have ended hold, while their events are owed to others.
    private var ended = 0
    private var waiting = 0

    subscript(key: DeliveryKey) -> [FailedAttempt] { trails[key] ?? [] }

    /// - Parameter failure: what was the last one until now.
    mutating func add(_ failure: FailedAttempt, for key: DeliveryKey) {
        var trail = trails.removeValue(forKey: key) ?? []
        waiting -= trail.count
        guard waiting + ended + trail.count < Self.limit else { return }
        if trail.count == FailedAttempt.kept - 1 { trail.removeFirst() }
        trail.append(failure)
        waiting += trail.count
        trails[key] = trail
    }

    /// The delivery has ended.
    mutating func take(_ key: DeliveryKey) -> [FailedAttempt] {
        let trail = trails.removeValue(forKey: key) ?? []
        waiting -= trail.count
        return trail
    }

    /// The delivery has ended, and its event stays.
    mutating func hold(_ ending: inout DeliveryEnding) {
        if waiting + ended + ending.earlier > Self.limit { ending.failures = ending.failures.suffix(1) }
        ended += ending.earlier
    }

    /// The ending is held here no more.
    mutating func letGo(_ ending: DeliveryEnding) {
        ended -= ending.earlier
    }
}

extension DeliveryEnding {
    fileprivate var earlier: Int { max(failures.count - 1, 0) }
}
