import BridgeCore

/// A fake of Loki's push API at `/loki`, whose tenants are `acme` and `plain`; the second one takes no structured
/// metadata. It takes nothing that is older than a week or ten minutes ahead.
struct LokiReceiver: Receiver {
    private static let maximumLine = 256 << 10
    private static let maximumLabels = 15
    private var seen = RecentSet<String>(capacity: 200_000)

    private struct Invalid: Error {
        var text: String
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard request.method == "POST", Array(request.segments.dropFirst()) == ["loki", "api", "v1", "push"] else {
            return .refused("not found", .text(404, "404 page not found"))
        }
        guard let tenant = request.header("x-scope-orgid") else { return .refused("no org id", forbidden) }
        guard request.mediaType == "application/json" else {
            return .refused("not snappy", .text(400, "snappy: corrupt input"))
        }
        guard let streams = (try? JSONValue(parsing: request.body))?["streams"]?.array else {
            return .refused(
                "no streams", .text(400, "couldn't parse push request: loghttp.PushRequest.Streams: decode slice"))
        }
        return take(streams, hasMetadata: tenant != "plain", at: now)
    }

    func throttled(wait: Duration?) -> Reply {
        .text(
            429, "ingestion rate limit exceeded for user acme (limit: 4194304 bytes/sec) while attempting to ingest",
            headers: Reply.retryAfter(wait))
    }

    var forbidden: Reply { .text(401, "no org id") }

    /// The good entries are stored whatever is wrong with the others.
    private mutating func take(_ streams: [JSONValue], hasMetadata: Bool, at now: Timestamp) -> Reception {
        var letters: [Letter] = []
        var faults: [String] = []
        var repeated = 0
        for stream in streams {
            for value in stream["values"]?.array ?? [] {
                do throws(Invalid) {
                    let (labels, letter) = try Self.entry(value, stream["stream"], hasMetadata, now)
                    let isNew = seen.insert("\(labels) \(value.array?.first?.string ?? "") \(letter.id ?? "")")
                    if isNew { letters.append(letter) } else { repeated += 1 }
                } catch {
                    faults.append(error.text)
                }
            }
        }
        let reply = faults.first.map { Reply.text(400, "\($0), total ignored: \(faults.count)") } ?? Reply(204)
        return Reception(verdict: .accepted(letters, duplicates: repeated), reply: reply)
    }

    private static func entry(
        _ value: JSONValue, _ stream: JSONValue?, _ hasMetadata: Bool, _ now: Timestamp
    ) throws(Invalid) -> (labels: String, letter: Letter) {
        let labels = try labels(stream)
        guard let parts = value.array, (2...3).contains(parts.count), let line = parts[1].string,
            let nanoseconds = parts[0].string.flatMap({ Int64($0) })
        else { throw Invalid(text: "couldn't parse push request: unsupported value") }
        guard line.utf8.count <= maximumLine else {
            throw Invalid(text: "max entry size '\(maximumLine)' bytes exceeded for stream '\(labels)'")
        }
        if parts.count == 3 { try check(parts[2], labels, hasMetadata) }
        let time = Timestamp(milliseconds: nanoseconds / 1_000_000)
        guard now - time <= .seconds(7 * 86_400) else {
            throw Invalid(text: "entry for stream '\(labels)' has timestamp too old: \(time)")
        }
        guard time - now <= .seconds(600) else {
            throw Invalid(text: "entry for stream '\(labels)' has timestamp too new: \(time)")
        }
        let event = (try? JSONValue(parsing: line)) ?? .null
        return (labels, Letter(id: event["id"]?.string, title: event.eventTitle, body: value.bytes))
    }

    private static func labels(_ stream: JSONValue?) throws(Invalid) -> String {
        let labels = stream?.members ?? []
        guard !labels.isEmpty else { throw Invalid(text: "error at least one label pair is required per stream") }
        let text = "{" + labels.map { "\($0.name)=\"\($0.value.string ?? "")\"" }.joined(separator: ", ") + "}"
        guard labels.count <= maximumLabels else {
            throw Invalid(text: "entry for stream '\(text)' has \(labels.count) label names; limit \(maximumLabels)")
        }
        for label in labels
        where label.name.wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]*/) == nil || label.value.string == nil {
            throw Invalid(text: "error parsing labels '\(text)': unexpected label name or value")
        }
        return text
    }

    private static func check(_ metadata: JSONValue, _ labels: String, _ hasMetadata: Bool) throws(Invalid) {
        guard hasMetadata else {
            throw Invalid(
                text: "stream '\(labels)' includes structured metadata, but this feature is disallowed. Please see "
                    + "`limits_config.allow_structured_metadata` or contact your Loki administrator to enable it.")
        }
        guard let members = metadata.members, members.allSatisfy({ $0.value.string?.isEmpty == false }) else {
            throw Invalid(text: "couldn't parse push request: structured metadata must be strings")
        }
    }
}
