/// How an attempt to deliver ended.
package enum Outcome: Sendable, Equatable {
    case delivered
    /// Worth another try. `after` is what the receiver asked for, at least.
    case retry(after: Duration? = nil, reason: String, scope: Scope = .delivery)
    /// Never going to work as it is. `reason` holds the receiver's own words: redacted, at most 500 bytes.
    case rejected(reason: String, scope: Scope = .delivery)
    /// The receiver has no place for such an event; the rule that says so, for people.
    case suppressed(rule: String)

    /// Whom the outcome is about.
    package enum Scope: Sendable, Equatable {
        /// This delivery alone.
        case delivery
        /// Everything that goes to the sink: it is down, full, or its configuration is wrong.
        case sink
    }
}

extension Outcome {
    /// Why it was not delivered; `nil` if it was.
    package var reason: String? {
        switch self {
        case .delivered: nil
        case .retry(_, let reason, _), .rejected(let reason, _), .suppressed(let reason): reason
        }
    }
}
