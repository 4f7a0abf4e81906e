/// How often a call is tried within one poll, and what is waited between.
package struct PollRetry: Sendable, Hashable {
    /// In all, the first one counted.
    package var tries: Int
    /// What the wait after the first failure grows from.
    package var base: Duration
    /// The longest wait, the vendor's own included: a longer one is for the next poll.
    package var longest: Duration

    package init(tries: Int = 3, base: Duration = .seconds(1), longest: Duration = .seconds(60)) {
        self.tries = tries
        self.base = base
        self.longest = longest
    }

    /// The wait after the `failures`-th failure: what the vendor asks for, else exponential, half of it by chance, so
    /// that many pollers do not come back at once.
    func wait(after failures: Int, vendor: Duration?, random: UInt64) -> Duration {
        if let vendor { return min(vendor, longest) }
        let backoff = min(longest, base * (1 << min(max(failures - 1, 0), 16)))
        return backoff / 2 + backoff / 2 * (Double(random >> 11) / Double(1 << 53))
    }
}
