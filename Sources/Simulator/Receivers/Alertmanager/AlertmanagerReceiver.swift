import BridgeCore
import Crypto

/// A fake of Alertmanager's API v2: `/alertmanager/api/v2/alerts`. An alert is its set of labels, and ends by itself.
struct AlertmanagerReceiver: Receiver {
    var shelf = TicketShelf()
    /// By what makes an alert: until when it fires.
    private var ends: [String: Timestamp] = [:]

    private struct Invalid: Error {
        var text: String
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        expire(at: now)
        guard Array(request.segments.dropFirst()) == ["api", "v2", "alerts"] else {
            return .refused("not found", .text(404, "404 page not found"))
        }
        switch request.method {
        case "GET": return Reception(verdict: .accepted([]), reply: .json(200, list))
        case "POST": return post(request, at: now)
        default: return .refused("method", .text(405, "method \(request.method) is not allowed"))
        }
    }

    func throttled(wait: Duration?) -> Reply { .text(429, "limit exceeded") }
    var forbidden: Reply { .text(401, "Unauthorized") }

    private mutating func post(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard request.mediaType == "application/json" else {
            let text = "unsupported media type \"\(request.mediaType)\", only [application/json] are allowed"
            return .refused(
                text,
                .json(415, JSONValue.object([.init("code", .number("415")), .init("message", .string(text))]).bytes))
        }
        guard let alerts = (try? JSONValue(parsing: request.body))?.array else {
            return .refused("no list", .json(400, JSONValue.object([.init("code", .number("400"))]).bytes))
        }
        return take(alerts, at: now)
    }

    /// The good ones are stored whatever is wrong with the others.
    private mutating func take(_ alerts: [JSONValue], at now: Timestamp) -> Reception {
        var letters: [Letter] = []
        var faults: [String] = []
        for alert in alerts {
            do throws(Invalid) { letters.append(try store(alert, at: now)) } catch { faults.append(error.text) }
        }
        guard faults.isEmpty else {
            let text = faults.joined(separator: "; ")
            return .refused(text, .json(400, JSONValue.string(text).bytes))
        }
        return Reception(verdict: .accepted(letters), reply: Reply(200))
    }

    private mutating func store(_ alert: JSONValue, at now: Timestamp) throws(Invalid) -> Letter {
        let labels = try Self.labels(alert)
        let start = try Self.time("startsAt", alert)
        let end = try Self.time("endsAt", alert) ?? now + .seconds(300)
        guard (start ?? min(now, end)) <= end else { throw Invalid(text: "start time must be before end time") }
        let names = labels.map { "\($0.name)=\"\($0.value.string ?? "")\"" }
        let id = Self.fingerprint(names.joined(separator: ","))
        let state = end <= now ? "resolved" : "firing"
        let summary = alert["annotations"]?["summary"]?.string ?? ""
        ends[id] = end
        if !shelf.change(
            id,
            { alert in
                (alert.state, alert.title) = (state, summary); alert.notes.append(end.description)
            })
        {
            _ = shelf.make(title: summary, state: state, labels: names, note: end.description) { _ in id }
        }
        return Letter(id: id, title: "\(state): \(summary)", body: alert.bytes)
    }

    /// What nobody tells of any more ends.
    private mutating func expire(at now: Timestamp) {
        for (id, end) in ends where end <= now {
            shelf.change(id) { $0.state = "resolved" }
        }
    }

    private static func labels(_ alert: JSONValue) throws(Invalid) -> [JSONMember] {
        let labels = (alert["labels"]?.members ?? []).filter { $0.value.string?.isEmpty == false }
        guard !labels.isEmpty else { throw Invalid(text: "at least one label pair required") }
        for set in [labels, alert["annotations"]?.members ?? []] {
            for member in set where member.name.wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]*/) == nil {
                throw Invalid(text: "invalid label set: invalid name \"\(member.name)\"")
            }
        }
        return labels.sorted { $0.name < $1.name }
    }

    private static func time(_ name: String, _ alert: JSONValue) throws(Invalid) -> Timestamp? {
        guard let text = alert[name]?.string else { return nil }
        guard let time = Timestamp(rfc3339: text) else { throw Invalid(text: "parsing time \"\(text)\"") }
        return time
    }

    private static func fingerprint(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private var list: [UInt8] {
        var writer = JSONWriter()
        writer.array { list in
            for alert in shelf.tickets where !alert.isDeleted && alert.state == "firing" {
                list.object { out in
                    out.member("fingerprint", alert.id)
                    out.member("endsAt", ends[alert.id]?.description ?? "")
                    out.member("labels", array: { labels in alert.labels.forEach { labels.string($0) } })
                }
            }
        }
        return writer.bytes
    }
}
