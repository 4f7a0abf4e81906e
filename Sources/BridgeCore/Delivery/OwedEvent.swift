/// An event on its way, with what is still to be done about it.
package struct OwedEvent: Sendable, Equatable {
    /// Counts the events of a cursor, and so their order.
    package var number: UInt64
    package var event: EncodedEvent
    /// Events with the same order are delivered to each sink one after another: those of one finding.
    package var order: UInt64
    /// The present name of the source that it is about; `nil` if it is about none, or if a version that did not note it
    /// made it.
    package var source: String?
    /// The sinks that have not settled it yet.
    package var sinks: [String]

    package init(number: UInt64, event: EncodedEvent, order: UInt64, source: String? = nil, sinks: [String]) {
        self.number = number
        self.event = event
        self.order = order
        self.source = source
        self.sinks = sinks
    }

    /// Stands for a key where only equality counts; two keys that meet in it merely wait for one another.
    package static func order(of key: String) -> UInt64 {
        key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

/// One event for one sink.
package struct DeliveryKey: Sendable, Hashable {
    package var event: UInt64
    package var sink: String

    package init(event: UInt64, sink: String) {
        self.event = event
        self.sink = sink
    }
}

/// What was tried so far for one event and one sink, without success.
package struct Attempts: Sendable, Equatable {
    package var count: Int
    /// How long the sink has been trying, pauses and standstills not counted.
    package var trying: Duration
    /// The receiver's words at the last attempt, redacted.
    package var reason: String
    /// When that was, by the wall clock; `nil` if a version that did not note it made the attempt.
    package var at: Timestamp?

    package init(count: Int, trying: Duration, reason: String, at: Timestamp? = nil) {
        self.count = count
        self.trying = trying
        self.reason = reason
        self.at = at
    }
}

/// How a delivery ended: exactly one of these for each event and sink.
package enum Settlement: Sendable, Equatable {
    case delivered
    /// Inside a delivered digest, which is named.
    case digested(by: String)
    /// A later event of the same finding says all that matters; its id.
    case superseded(by: String)
    /// A rule of the configuration says that it is not wanted; its name.
    case suppressed(rule: String)
    /// It will not be tried again by itself.
    case dead(DeadLetter)
}

/// Why a delivery was given up.
package struct DeadLetter: Sendable, Equatable {
    /// The receiver's own words, redacted.
    package var reason: String
    package var attempts: Int
    package var at: Timestamp

    package init(reason: String, attempts: Int, at: Timestamp) {
        self.reason = reason
        self.attempts = attempts
        self.at = at
    }
}
