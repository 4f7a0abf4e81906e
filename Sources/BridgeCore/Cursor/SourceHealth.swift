/// A change of a source's health that is to be remembered, and told if it is news.
package enum SourceHealth: Sendable, Equatable {
    /// The last polls failed, but too few of them to be told.
    case faltering(SourceState.Outage)
    /// They fail no more, and it was never told that they did.
    case steady
    /// So many polls in a row failed since then, the last one with that error.
    case failing(SourceError, failures: Int, since: Timestamp)
    case recovered(SourceState.Outage)
}

extension SourceHealth {
    /// How it is told; `nil` if it is not.
    var news: (type: EventType, severity: Severity)? {
        switch self {
        case .faltering, .steady: nil
        // A source that fails is blindness: as bad as what it might not show.
        case .failing: (.source(.failing), .high)
        case .recovered: (.source(.recovered), .low)
        }
    }

    /// What is to be remembered from now on.
    var state: SourceState.Health {
        switch self {
        case .faltering(let outage): .faltering(outage)
        case .failing(_, let failures, let since): .failing(SourceState.Outage(since: since, failures: failures))
        case .steady, .recovered: .working
        }
    }

    func write(to data: inout JSONWriter) {
        switch self {
        case .faltering, .steady: break
        case .failing(let error, let failures, let since):
            data.member("reason", error.reason.rawValue)
            data.member("code", error.code)
            data.member("message", error.message)
            data.member("request_id", ifPresent: error.requestID)
            data.member("operation", error.operation)
            data.member("advice", error.advice)
            data.member("failures", failures)
            data.member("since", since.description)
        case .recovered(let outage):
            data.member("failures", outage.failures)
            data.member("since", outage.since.description)
        }
    }
}
