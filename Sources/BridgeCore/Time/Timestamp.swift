/// A moment in UTC, in milliseconds since 1970. It is only ever handed in: nothing in this module reads a clock.
package struct Timestamp: Sendable, Hashable, Comparable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// What no 64 bits of milliseconds can hold becomes the earliest or the latest moment that they can.
    package init(seconds: Int64) {
        milliseconds = Duration.seconds(seconds).milliseconds
    }

    /// Whole seconds since 1970, rounded down.
    package var seconds: Int64 { milliseconds.floorDivided(by: 1000) }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (moment: Timestamp, wait: Duration) -> Timestamp {
        let (sum, overflow) = moment.milliseconds.addingReportingOverflow(wait.milliseconds)
        return Timestamp(milliseconds: overflow ? (wait < .zero ? .min : .max) : sum)
    }

    /// The time from `earlier` to `later`; negative if the clock was turned back between them.
    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        let (wait, overflow) = later.milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return .milliseconds(overflow ? (later < earlier ? .min : .max) : wait)
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero; at most what 64 bits hold.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, overflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return isTooLong || overflow ? (seconds > 0 ? .max : .min) : sum
    }
}

extension Int64 {
    func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
