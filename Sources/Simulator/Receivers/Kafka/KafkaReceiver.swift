import BridgeCore

/// A fake of Kafka behind the REST Proxy at `/kafka`, versions 2 and 3, with the cluster `simulated` and the topics
/// `findings`, `readonly`, to which nobody may write, and `shaky`, of which every third record fails for the moment.
struct KafkaReceiver: Receiver {
    /// How many records there are, by topic.
    private var offsets = ["findings": 0, "readonly": 0, "shaky": 0]
    private var asked = 0

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        guard request.basic == "simulated:simulated-kafka" else { return .refused("Unauthorized", forbidden) }
        let parts = Array(request.segments.dropFirst())
        switch (request.method, parts.first, parts.count) {
        case ("POST", "topics", 2): return receive2(request, parts[1])
        case ("POST", "v3", 6) where parts[1] == "clusters" && parts[3] == "topics" && parts[5] == "records":
            return parts[2] == "simulated"
                ? receive3(request, parts[4]) : Self.refused(404, 404, "Cluster \(parts[2]) cannot be found.")
        default: return Self.refused(404, 404, "HTTP 404 Not Found")
        }
    }

    func throttled(wait: Duration?) -> Reply {
        var reply = Self.error(
            429, 429, "Request rate limit exceeded: The rate limit of requests per second has been exceeded.")
        reply.headers += Reply.retryAfter(wait)
        return reply
    }

    var forbidden: Reply { Self.error(401, 40_101, "Authentication failed") }

    // MARK: Version 2

    private mutating func receive2(_ request: ReceivedRequest, _ topic: String) -> Reception {
        guard request.mediaType == "application/vnd.kafka.json.v2+json" else {
            return Self.refused(415, 415, "HTTP 415 Unsupported Media Type")
        }
        guard let records = (try? JSONValue(parsing: request.body))?["records"]?.array, !records.isEmpty,
            records.allSatisfy({ record in record["value"] != nil && record.members?.count == 2 })
        else { return Self.refused(422, 422, "records may not be empty") }
        guard offsets[topic] != nil else { return Self.refused(404, 40_401, "Topic not found.") }
        let results = records.map { write($0["key"]?.string ?? "", $0["value"] ?? .null, to: topic) }
        let status = results.contains { $0.code == 40_301 } ? 403 : 200
        let list = JSONValue.array(
            results.map { result in
                .object([
                    JSONMember("partition", result.offset == nil ? .null : .number("0")),
                    JSONMember("offset", result.offset.map { .number("\($0)") } ?? .null),
                    JSONMember("error_code", result.code.map { .number("\($0)") } ?? .null),
                    JSONMember("error", result.code == nil ? .null : .string(result.words)),
                ])
            })
        return Reception(
            verdict: .accepted(results.compactMap(\.letter)),
            reply: .json(status, ["offsets": list, "key_schema_id": .null, "value_schema_id": .null]))
    }

    // MARK: Version 3

    /// The answer begins before the first record is looked at: whatever comes of them, its status is 200.
    private mutating func receive3(_ request: ReceivedRequest, _ topic: String) -> Reception {
        guard request.mediaType == "application/json" else {
            return Self.refused(415, 415, "HTTP 415 Unsupported Media Type")
        }
        guard offsets[topic] != nil else {
            return Self.refused(404, 40_403, "This server does not host this topic-partition.")
        }
        guard let records = JSONValue.sequence(in: request.body), !records.isEmpty else {
            return Self.refused(400, 400, "Error parsing the JSON of a record")
        }
        let results = records.map { write3($0, to: topic) }
        let parts = results.map { result in
            let code = JSONMember("error_code", .number("\(result.code ?? 200)"))
            let rest =
                result.offset.map {
                    [JSONMember("topic_name", .string(topic)), JSONMember("offset", .number("\($0)"))]
                }
                ?? [JSONMember("message", .string(result.words))]
            return JSONValue.object([code] + rest).bytes
        }
        return Reception(
            verdict: .accepted(results.compactMap(\.letter)),
            reply: .json(200, Array(parts.joined(separator: [0x0D, 0x0A]))))
    }

    private mutating func write3(_ record: JSONValue, to topic: String) -> Written {
        guard record["key"]?["type"]?.string == "STRING", let key = record["key"]?["data"]?.string,
            record["value"]?["type"]?.string == "JSON", let value = record["value"]?["data"]
        else { return Written(code: 400, words: "Bad Request: Payload error. Schema Registry must be configured") }
        for header in record["headers"]?.array ?? []
        where header["name"]?.string == nil || header["value"]?.string.flatMap({ Base64.text($0) }) == nil {
            return Written(code: 400, words: "Bad Request: a header is not base64")
        }
        return write(key, value, to: topic)
    }

    // MARK: Both

    private struct Written {
        var offset: Int?
        var code: Int?
        var words = ""
        var letter: Letter?
    }

    private mutating func write(_ key: String, _ value: JSONValue, to topic: String) -> Written {
        asked += 1
        guard topic != "readonly" else {
            return Written(code: 40_301, words: "Not authorized to access topics: [readonly]")
        }
        guard topic != "shaky" || !asked.isMultiple(of: 3) else {
            return Written(code: 50_003, words: "There are not enough in-sync replicas")
        }
        let offset = offsets[topic] ?? 0
        offsets[topic] = offset + 1
        return Written(
            offset: offset,
            letter: Letter(id: value["id"]?.string, title: "\(key): \(value.eventTitle)", body: value.bytes))
    }

    private static func refused(_ status: Int, _ code: Int, _ text: String) -> Reception {
        .refused(text, error(status, code, text))
    }

    private static func error(_ status: Int, _ code: Int, _ text: String) -> Reply {
        .json(status, ["error_code": .number("\(code)"), "message": .string(text)])
    }
}
