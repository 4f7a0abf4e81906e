import BridgeCore
import HTTPTransport

/// A fake of Datadog's events at `/datadog`, for the API key `simulated-datadog`.
struct DatadogReceiver: Receiver {
    private static let maximumTitle = 100
    private static let maximumText = 4000
    private static let maximumKey = 100
    private static let maximumAge = Duration.seconds(18 * 3600)
    private var made = 0

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard request.method == "POST", Array(request.segments.dropFirst()) == ["api", "v1", "events"] else {
            return Self.refused(404, "Not found")
        }
        guard request.header("dd-api-key") == "simulated-datadog" else { return .refused("Forbidden", forbidden) }
        guard let json = request.jsonObject else { return Self.refused(400, "Payload is not in the expected format") }
        if let fault = Self.fault(in: json, at: now) { return Self.refused(400, fault) }
        made += 1
        let title = json["title"]?.string ?? ""
        let event = JSONValue.object([
            JSONMember("id", .number("\(made)")), JSONMember("title", .string(title)),
            JSONMember("url", .string("https://app.datadoghq.com/event/event?id=\(made)")),
        ])
        return .accepted(
            title, request.body, id: Self.eventID(json),
            .json(202, ["status": .string("ok"), "event": event]))
    }

    func throttled(wait: Duration?) -> Reply {
        let seconds = (wait ?? .seconds(1)).retryAfter
        return .json(
            429, ["errors": .array([.string("Rate limit of 1000 requests exceeded")])],
            headers: [HTTPHeader(name: "X-RateLimit-Reset", value: seconds)])
    }

    var forbidden: Reply { .json(403, ["errors": .array([.string("Forbidden")])]) }

    /// What checkbridge puts into a tag.
    private static func eventID(_ json: JSONValue) -> String? {
        let tags = (json["tags"]?.array ?? []).compactMap(\.string)
        return tags.first { $0.hasPrefix("event_id:") }.map { String($0.dropFirst(9)) }
    }

    private static func fault(in json: JSONValue, at now: Timestamp) -> String? {
        guard let title = json["title"]?.string, !title.isEmpty else { return "title is a required property" }
        guard let text = json["text"]?.string else { return "text is a required property" }
        guard title.count <= maximumTitle else { return "title is too long" }
        guard text.count <= maximumText else { return "text is too long" }
        guard (json["aggregation_key"]?.string?.count ?? 0) <= maximumKey else { return "aggregation_key is too long" }
        guard ["error", "warning", "info", "success", nil].contains(json["alert_type"]?.string) else {
            return "alert_type is not one of error, warning, info, success"
        }
        if let moment = json["date_happened"] {
            guard let seconds = moment.integer, moment.string == nil else { return "date_happened is not an integer" }
            guard now - Timestamp(seconds: seconds) <= maximumAge else { return "Event too far in the past" }
        }
        let tags = json["tags"]?.array ?? []
        let areTags = tags.allSatisfy { $0.string?.wholeMatch(of: /\p{L}[\p{L}\p{N}_\-:.\/]*/) != nil }
        return areTags ? nil : "tags are not all tags"
    }

    private static func refused(_ status: Int, _ error: String) -> Reception {
        .refused(error, .json(status, ["errors": .array([.string(error)])]))
    }
}
