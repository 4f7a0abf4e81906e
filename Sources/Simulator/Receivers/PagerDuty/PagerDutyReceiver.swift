import BridgeCore
import HTTPTransport

/// A fake of PagerDuty's Events API v2: `/pagerduty/v2/enqueue`, for the routing key `simulated0pagerduty0routing0key0`.
struct PagerDutyReceiver: Receiver {
    static let routingKey = "simulated0pagerduty0routing0key0"
    private static let maximumSummary = 1024
    private static let maximumKey = 255
    private static let maximumEvent = 512 << 10
    var shelf = TicketShelf()

    private struct Invalid: Error {
        var errors: [String]
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard request.method == "POST", Array(request.segments.dropFirst()) == ["v2", "enqueue"] else {
            return .refused("not found", .error(404, "Not Found"))
        }
        do throws(Invalid) {
            return try take(try Self.event(request))
        } catch {
            return .refused(error.errors.joined(separator: "; "), Self.invalid(error.errors))
        }
    }

    func throttled(wait: Duration?) -> Reply {
        Self.answer(429, "throttle exceeded", "Requests for this service are arriving too quickly. Please retry later.")
    }

    var forbidden: Reply { Self.invalid(["Invalid routing key"]) }

    private static func event(_ request: ReceivedRequest) throws(Invalid) -> JSONValue {
        guard request.body.count <= maximumEvent else { throw Invalid(errors: ["Event exceeds 512 KB"]) }
        guard request.mediaType == "application/json", let json = try? JSONValue(parsing: request.body),
            json.members != nil
        else { throw Invalid(errors: ["Invalid JSON in request body"]) }
        let faults = faults(in: json)
        guard faults.isEmpty else { throw Invalid(errors: faults) }
        return json
    }

    private static func faults(in json: JSONValue) -> [String] {
        guard json["routing_key"]?.string?.count == 32 else {
            return ["Length of 'routing_key' is incorrect (should be 32 characters)"]
        }
        guard json["routing_key"]?.string == routingKey else { return ["Invalid routing key"] }
        guard let key = json["dedup_key"]?.string, !key.isEmpty else { return ["'dedup_key' is missing or blank"] }
        guard key.count <= maximumKey else {
            return ["Length of 'dedup_key' is incorrect (should be 255 or less characters)"]
        }
        switch json["event_action"]?.string {
        case "trigger": return faults(ofPayload: json["payload"] ?? .null)
        case "acknowledge", "resolve": return []
        default: return ["'event_action' is invalid (should be one of the following: trigger, acknowledge, resolve)"]
        }
    }

    private static func faults(ofPayload payload: JSONValue) -> [String] {
        var faults: [String] = []
        for name in ["summary", "source"] where payload[name]?.string?.isEmpty != false {
            faults.append("'payload.\(name)' is missing or blank")
        }
        if (payload["summary"]?.string?.unicodeScalars.count ?? 0) > maximumSummary {
            faults.append("Length of 'payload.summary' is incorrect (should be 1024 or less characters)")
        }
        if !["critical", "error", "warning", "info"].contains(payload["severity"]?.string) {
            faults.append(
                "'payload.severity' is invalid (must be one of the following: critical, warning, error or info)")
        }
        return faults
    }

    /// What is not open cannot be acknowledged or resolved: such an event is dropped without a word.
    private mutating func take(_ json: JSONValue) throws(Invalid) -> Reception {
        let key = json["dedup_key"]?.string ?? ""
        let open = shelf.labelled(key).first { $0.state != "resolved" }
        let summary = json["payload"]?["summary"]?.string ?? ""
        var title: String?
        switch (json["event_action"]?.string ?? "", open) {
        case ("trigger", let open?):
            shelf.change(open.id) { $0.notes.append(summary) }
            title = "incident \(open.id) again: \(summary)"
        case ("trigger", nil):
            let made = shelf.make(title: summary, state: "triggered", labels: [key], note: summary)
            title = "incident \(made?.id ?? "?") triggered: \(summary)"
        case ("acknowledge", let open?):
            shelf.change(open.id) { $0.state = "acknowledged" }
            title = "incident \(open.id) acknowledged: \(open.title)"
        case ("resolve", let open?):
            shelf.change(open.id) { $0.state = "resolved" }
            title = "incident \(open.id) resolved: \(open.title)"
        default: break
        }
        let letters = title.map { [Letter(id: key, title: $0, body: json.bytes)] } ?? []
        return Reception(verdict: .accepted(letters), reply: Self.answer(202, "success", "Event processed", key: key))
    }

    private static func answer(_ status: Int, _ word: String, _ message: String, key: String? = nil) -> Reply {
        var writer = JSONWriter()
        writer.object { out in
            out.member("status", word)
            out.member("message", message)
            out.member("dedup_key", ifPresent: key)
        }
        return .json(status, writer.bytes)
    }

    private static func invalid(_ errors: [String]) -> Reply {
        var writer = JSONWriter()
        writer.object { out in
            out.member("status", "invalid event")
            out.member("message", "Event object is invalid")
            out.member("errors", array: { list in errors.forEach { list.string($0) } })
        }
        return .json(400, writer.bytes)
    }
}
