import BridgeCore
import HTTPTransport

/// A fake of Slack's incoming webhooks: `/services/T…/B…/…`.
struct SlackReceiver: Receiver {
    private let limit: SlackLimit?
    private var buckets: [String: SlackBucket] = [:]
    private static let maximumBuckets = 1000

    /// - Parameter limit: what a webhook takes before it answers 429; `nil` takes everything.
    init(limit: SlackLimit?) {
        self.limit = limit
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        if let fault = addressFault(request) { return .refused(fault.1, .text(fault.0, fault.1)) }
        if let wait = admit(request.path, now) { return .refused("rate_limited", throttled(wait: wait)) }
        guard request.mediaType == "application/json", let json = try? JSONValue(parsing: request.body),
            json.members != nil
        else { return .refused("invalid_payload", .text(400, "invalid_payload")) }
        if let error = SlackMessage.fault(in: json) { return .refused(error, .text(400, error)) }
        let letter = Letter(title: SlackMessage.title(of: json), body: request.body)
        return Reception(verdict: .accepted([letter]), reply: .text(200, "ok"))
    }

    func throttled(wait: Duration?) -> Reply {
        .text(
            429, "rate_limited",
            headers: [HTTPHeader(name: "Retry-After", value: (wait ?? .seconds(1)).retryAfter)])
    }

    var forbidden: Reply { .text(403, "invalid_token") }

    private func addressFault(_ request: ReceivedRequest) -> (Int, String)? {
        let parts = request.segments
        guard request.method == "POST" else { return (400, "invalid_payload") }
        guard parts.count == 4, !parts[3].isEmpty else { return (404, "no_service_id") }
        guard parts[1].hasPrefix("T") else { return (404, "no_team") }
        return parts[2].hasPrefix("B") ? nil : (404, "no_service")
    }

    /// How long to wait, if the webhook is used too often.
    private mutating func admit(_ webhook: String, _ now: Timestamp) -> Duration? {
        guard let limit else { return nil }
        if buckets.count >= Self.maximumBuckets { buckets = [:] }
        return buckets[webhook, default: SlackBucket(limit, at: now)].take(at: now)
    }
}
