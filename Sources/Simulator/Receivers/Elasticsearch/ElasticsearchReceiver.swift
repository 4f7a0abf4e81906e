import BridgeCore

/// A fake of Elasticsearch's `_bulk` at `/elasticsearch`, for the API key `c2ltdWxhdGVkOmVsYXN0aWM=` and for the user
/// `elastic` with the password `simulated-elastic`. Indexes whose name begins with `closed` may not be written to.
struct ElasticsearchReceiver: Receiver {
    private static let key = "ApiKey c2ltdWxhdGVkOmVsYXN0aWM="
    /// `index/_id`
    private var documents = RecentSet<String>(capacity: 200_000)
    /// Of the fields that have been seen: a text, a number, an object.
    private var mapping: [String: String] = [:]

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard request.header("authorization") == Self.key || request.basic == "elastic:simulated-elastic" else {
            return .refused("security_exception", forbidden)
        }
        let parts = Array(request.segments.dropFirst())
        guard request.method == "POST", parts.count == 2, parts[1] == "_bulk" else {
            return Self.refused(400, "illegal_argument_exception", "unexpected path \(request.path)")
        }
        guard ["application/x-ndjson", "application/json"].contains(request.mediaType) else {
            return Self.refused(
                406, "media_type_header_exception", "Content-Type header [\(request.mediaType)] is not supported")
        }
        guard request.body.last == 0x0A else {
            return Self.refused(
                400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]")
        }
        return take(request.body, into: parts[0])
    }

    func throttled(wait: Duration?) -> Reply {
        var reply = Self.error(429, "es_rejected_execution_exception", "rejected execution of coordinating operation")
        reply.headers += Reply.retryAfter(wait)
        return reply
    }

    var forbidden: Reply {
        Self.error(401, "security_exception", "unable to authenticate with provided credentials")
    }

    private mutating func take(_ body: [UInt8], into index: String) -> Reception {
        let lines = body.split(separator: 0x0A).map { try? JSONValue(parsing: Array($0)) }
        guard !lines.isEmpty, lines.count.isMultiple(of: 2) else {
            return Self.refused(400, "action_request_validation_exception", "Validation Failed: 1: no requests added;")
        }
        var letters: [Letter] = []
        var items: [JSONValue] = []
        for place in stride(from: 0, to: lines.count, by: 2) {
            guard let action = lines[place]?.members?.first else {
                return Self.refused(400, "illegal_argument_exception", "Malformed action/metadata line [\(place + 1)]")
            }
            let (item, letter) = store(lines[place + 1], action, index)
            items.append(.object([JSONMember(action.name, item)]))
            letters += letter.map { [$0] } ?? []
        }
        let hasErrors = items.contains { $0.members?.first?.value["error"] != nil }
        let repeated = items.filter { $0.members?.first?.value["status"]?.integer == 409 }.count
        return Reception(
            verdict: .accepted(letters, duplicates: repeated),
            reply: .json(200, ["took": .number("3"), "errors": .bool(hasErrors), "items": .array(items)]))
    }

    private mutating func store(
        _ document: JSONValue?, _ action: JSONMember, _ index: String
    ) -> (item: JSONValue, letter: Letter?) {
        let id = action.value["_id"]?.string ?? ""
        func failed(_ status: Int, _ type: String, _ reason: String) -> (JSONValue, Letter?) {
            (Self.item(index, id, status, [("type", type), ("reason", reason)]), nil)
        }
        guard action.name == "create" else {
            return failed(
                400, "illegal_argument_exception",
                "only write ops with an op_type of create are allowed in data streams")
        }
        guard !id.isEmpty, id.utf8.count <= 512 else {
            return failed(400, "illegal_argument_exception", "id is too long, must be no longer than 512 bytes")
        }
        guard !index.hasPrefix("closed") else {
            return failed(
                403, "security_exception",
                "action [indices:data/write/bulk[s]] is unauthorized for API key on indices [\(index)]")
        }
        guard let document, document.members != nil, let time = document["@timestamp"]?.string,
            Timestamp(rfc3339: time) != nil
        else { return failed(400, "document_parsing_exception", "data stream timestamp field [@timestamp] is missing") }
        if let fault = map(document, "") { return failed(400, "document_parsing_exception", fault) }
        guard documents.insert("\(index)/\(id)") else {
            return failed(
                409, "version_conflict_engine_exception",
                "[\(id)]: version conflict, document already exists (current version [1])")
        }
        let title = document["message"]?.string ?? ""
        return (Self.item(index, id, 201), Letter(id: id, title: String(title.prefix(200)), body: document.bytes))
    }

    /// Learns the types of the fields; a field that comes with another one is refused.
    private mutating func map(_ value: JSONValue, _ path: String) -> String? {
        for member in value.members ?? [] {
            let name = path.isEmpty ? member.name : "\(path).\(member.name)"
            let type = member.value.members != nil ? "object" : member.value.string != nil ? "text" : "long"
            if let known = mapping[name], known != type {
                return "failed to parse field [\(name)] of type [\(known)]"
            }
            mapping[name] = type
            if let fault = map(member.value, name) { return fault }
        }
        return nil
    }

    private static func item(_ index: String, _ id: String, _ status: Int, _ error: [(String, String)] = [])
        -> JSONValue
    {
        var members = [
            JSONMember("_index", .string(index)), JSONMember("_id", .string(id)),
            JSONMember("status", .number("\(status)")),
        ]
        if !error.isEmpty {
            members.append(JSONMember("error", .object(error.map { JSONMember($0.0, .string($0.1)) })))
        }
        return .object(members)
    }

    private static func refused(_ status: Int, _ type: String, _ reason: String) -> Reception {
        .refused(reason, error(status, type, reason))
    }

    private static func error(_ status: Int, _ type: String, _ reason: String) -> Reply {
        let error = JSONValue.object([JSONMember("type", .string(type)), JSONMember("reason", .string(reason))])
        return .json(status, ["error": error, "status": .number("\(status)")])
    }
}
