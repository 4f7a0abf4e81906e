/// A change of a source's health that is to be told.
package enum SourceHealth: Sendable, Equatable {
    /// So many polls in a row failed since then, the last one with that error.
    case failing(SourceError, failures: Int, since: Timestamp)
    case recovered(SourceState.Outage)
}

extension SourceHealth {
    var type: EventType {
        switch self {
        case .failing: .source(.failing)
        case .recovered: .source(.recovered)
        }
    }

    /// A source that fails is blindness: as bad as what it might not show.
    var severity: Severity {
        switch self {
        case .failing: .high
        case .recovered: .low
        }
    }

    /// The outage to remember from now on.
    var outage: SourceState.Outage? {
        switch self {
        case .failing(_, let failures, let since): SourceState.Outage(since: since, failures: failures)
        case .recovered: nil
        }
    }

    func write(to data: inout JSONWriter) {
        switch self {
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
