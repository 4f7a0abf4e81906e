/// When one of many sources is polled: soon after the start, and then at its own moments, which its name decides.
///
/// The names spread the sources evenly over their interval, also after every restart; each keeps its place when others
/// come and go. All times are counted from the start of polling.
struct PollSchedule: Sendable, Equatable {
    /// The first polls follow one another at this distance, on average.
    static let spacing: Duration = .milliseconds(100)
    /// The pause after a poll that took until its next one was due.
    static let pause: Duration = .milliseconds(100)

    /// When the first poll is due; never later than after one interval.
    let first: Duration
    private let every: Duration
    private let phase: Duration

    /// - Parameter count: how many sources are polled in all.
    init(for name: String, every: Duration, among count: Int) {
        let share = Self.share(of: name)
        self.every = every
        phase = every * share
        first = min(every, Self.spacing * count) * share
    }

    /// When to poll again.
    /// - Parameters:
    ///   - start: when the last poll began.
    ///   - now: when it ended.
    func next(after start: Duration, now: Duration) -> Duration {
        // The second poll leads over to the source's own moments; it must not follow on the heels of the first.
        let earliest = start + every / 4
        let turns = ((earliest - phase) / every).rounded(.up)
        return max(phase + every * turns, now + Self.pause)
    }

    /// A number in 0..<1 that is the name's own: FNV-1a, mixed as in SplitMix64, because names differ in their last digit.
    private static func share(of name: String) -> Double {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((hash ^ (hash >> 31)) >> 11) * 0x1p-53
    }
}
