import BridgeCore
import HTTPTransport

extension HTTPReply {
    /// The events that its request told of, in order.
    var events: [EncodedEvent] { deliveries.flatMap(\.events) }

    /// - Parameter outcomes: one for each of ``events``; what is missing at the end is tried again.
    func each(_ outcomes: [Outcome]) -> Verdict {
        var rest = outcomes[...]
        return .each(
            deliveries.map { delivery in
                let own = rest.prefix(delivery.events.count)
                rest = rest.dropFirst(own.count)
                return own.count == delivery.events.count
                    ? Self.sum(of: own) : .retry(reason: reason(advice: "It does not say what became of every event"))
            })
    }

    /// What became of a digest: whatever went wrong with one of its events.
    private static func sum(of outcomes: ArraySlice<Outcome>) -> Outcome {
        let retry = outcomes.first { if case .retry = $0 { true } else { false } }
        return retry ?? outcomes.first { $0 != .delivered } ?? .delivered
    }

    /// Of one item of the answer, by a code that means what HTTP's status of the same number means.
    /// - Parameter advice: for what the configuration may be the cause of.
    func outcome(of status: Int64, _ words: String, advice: String) -> Outcome {
        let words = redacted(words)
        return switch status {
        case 200..<300: .delivered
        case 401, 403, 404: refusal(words, advice: advice)
        case 429, 502, 503, 504: .retry(after: retryAfter, reason: reason(words), scope: .sink)
        case 400..<500 where status != 408 && status != 425: .rejected(reason: reason(words))
        default: .retry(after: retryAfter, reason: reason(words))
        }
    }

    /// What the status alone means; a batch that is too large, or in which something cannot be read, is divided.
    var verdictByStatus: Verdict {
        [400, 413, 422].contains(response.status) ? .split(outcomeByStatus) : .all(outcomeByStatus)
    }
}
