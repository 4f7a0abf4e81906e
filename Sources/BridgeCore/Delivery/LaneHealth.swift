/// How a sink is doing.
package enum LaneHealth: Sendable, Equatable {
    case working
    /// So many attempts in a row failed, whatever they were about: from now on only one probe at a time goes out.
    case failing(LaneTrouble)
    /// It rejects everything because of how it is configured: nothing goes out until it is resumed.
    case paused(LaneTrouble)
}

/// What is wrong with a sink, and since when.
package struct LaneTrouble: Sendable, Equatable {
    /// The receiver's words, redacted.
    package var reason: String
    package var since: Timestamp

    package init(reason: String, since: Timestamp) {
        self.reason = reason
        self.since = since
    }
}
