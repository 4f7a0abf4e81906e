/// One message per `interval` in the long run, `burst` at once.
package struct SlackLimit: Sendable, Equatable {
    package var interval: Duration
    package var burst: Int

    package init(interval: Duration, burst: Int) {
        (self.interval, self.burst) = (interval, burst)
    }

    /// What Slack's documentation says, with a small burst.
    package static let documented = SlackLimit(interval: .seconds(1), burst: 3)
}
