/// How fast one API of one account is asked: as fast as was agreed, and more slowly where the vendor says that it is too
/// much, since others may share the quota.
///
/// The rate halves with every refusal and grows back by a little with every answer, so that it settles at what there is
/// room for. All moments are on the clock of the callers.
struct CallPace: Sendable, Equatable {
    /// Calls a second, at most.
    let limit: Double
    /// Calls a second, for now.
    private(set) var rate: Double
    private var next: Duration?
    private var heldUntil: Duration?
    private var slowedAt: Duration?

    /// No slower than this part of the limit: some call must find out that there is room again.
    private static let slowest = 1.0 / 32
    /// What an answer gives back: from half the rate it takes 250 of them to the whole.
    private static let gain = 1.0 / 500

    init(limit: Double) {
        self.limit = max(limit, 0.001)
        rate = self.limit
    }

    /// Takes the next turn.
    /// - Returns: when that is.
    mutating func reserve(at now: Duration) -> Duration {
        let turn = max(now, next ?? now, heldUntil ?? now)
        // A bucket of one: a burst on top of the full rate would be over the quota in its first second.
        next = turn + .seconds(1) / rate
        return turn
    }

    /// Whether that turn is void, because a pause was asked for after it was taken.
    func isVoid(_ turn: Duration) -> Bool {
        heldUntil.map { turn < $0 } ?? false
    }

    /// Gives no turn before `moment`: the vendor asked for a pause, and it means everybody.
    mutating func hold(until moment: Duration) {
        heldUntil = max(moment, heldUntil ?? moment)
    }

    /// The vendor refused a call as one too many. Of those that went out together the first counts: the others say
    /// nothing about the rate since then.
    mutating func slowDown(sentAt: Duration, at now: Duration) {
        if let slowedAt, sentAt <= slowedAt { return }
        slowedAt = now
        rate = max(rate / 2, limit * Self.slowest)
    }

    /// The vendor answered.
    mutating func speedUp() {
        rate = min(limit, rate + limit * Self.gain)
    }
}
