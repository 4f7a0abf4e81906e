import BridgeCore

extension OpenAPIDescription {
    /// What is sent and answered, by name.
    static var schemas: [JSONMember] {
        let items = [
            JSONMember("Finding", finding), JSONMember("Event", event), JSONMember("Delivery", delivery),
            JSONMember("DeadLetter", deadLetter), JSONMember("Source", source), JSONMember("Sink", sink),
            JSONMember("Sample", .record(["at": .time, "open": open], optional: [:])),
        ]
        return items.flatMap { [$0, JSONMember("\($0.name)Page", page(of: $0.name))] } + plain
    }

    private static var plain: [JSONMember] {
        [
            JSONMember("Problem", .record(["error": .text], optional: [:])),
            JSONMember("ReloadProblem", .record(["error": .text, "problems": .list(of: .text)], optional: [:])),
            JSONMember("Reloading", .record(["reloading": .truth], optional: [:])),
            JSONMember("LogLevel", .record(["level": .text], optional: [:])),
            JSONMember("Replayed", .record(["replayed": .count], optional: [:])),
            JSONMember(
                "DeadLetterSelection",
                .record([:], optional: ["events": .list(of: .text), "sink": .text, "all": .truth])),
        ]
    }

    private static func page(of item: String) -> JSONValue {
        .record(["items": .list(of: .reference(item))], optional: ["next": .text])
    }

    private static var finding: JSONValue {
        .record(
            [
                "source": .text, "scope": .text, "revision": .count, "first_seen": .time, "since": .time,
                "missed": .count, "gone": .truth,
                "finding": .record(
                    [
                        "key": .text, "kind": .words(FindingKind.allCases.map(\.rawValue)), "id": .text, "title": .text,
                        "category": .text, "severity": .severity, "status": .text,
                        "state": .words(FindingState.allCases.map(\.rawValue)), "asset_type": .text,
                        "affected_count": .integer, "details": .members(["type": "object"]),
                    ], optional: ["checked_at": .time, "url": .text]),
            ], optional: ["transient_since": .time])
    }

    private static var event: JSONValue {
        .record(
            [
                "number": .count, "owed_to": .list(of: .text),
                "dead_letters": .list(
                    of: .record(
                        ["sink": .text, "at": .time, "attempts": .count, "reason": .text], optional: [:])),
                "deliveries": .list(
                    of: .record(
                        [
                            "sink": .text, "state": .words(DeliveryHistory.State.words), "attempts": .count,
                            "failures": .list(
                                of: .record(["attempt": .count, "reason": .text], optional: ["at": .time])),
                        ], optional: ["at": .time, "by": .text, "replay": .truth])),
                "event": .members(["type": "object", "description": "A CloudEvent"]),
            ], optional: [:])
    }

    private static var summary: KeyValuePairs<String, JSONValue> {
        ["event": .text, "type": .text, "time": .time, "severity": .severity, "subject": .text]
    }

    private static var delivery: JSONValue {
        .record(
            [
                "number": .count, "sink": .text, "state": .words(DeliveryListing.State.allCases.map(\.rawValue)),
                "replay": .truth, "attempts": .count,
            ],
            optional: [
                "reason": .text, "event": .text, "type": .text, "time": .time, "severity": .severity, "subject": .text,
            ])
    }

    private static var deadLetter: JSONValue {
        .record(
            ["number": .count, "sink": .text, "at": .time, "attempts": .count, "reason": .text],
            optional: summary)
    }

    private static var source: JSONValue {
        .record(
            [
                "source": .text, "account": .text, "region": .text,
                "kind": .words(FindingKind.allCases.map(\.rawValue)),
                "every_seconds": .count, "health": .words(["working", "failing"]), "findings": counts,
            ],
            optional: [
                "account_id": .text, "failing_since": .time, "polling_since": .time,
                "last_poll": .record(
                    [
                        "at": .time, "milliseconds": .count,
                        "outcome": .words(["complete", "incomplete", "partial", "failed", "dropped"]),
                    ], optional: ["code": .text, "message": .text, "operation": .text, "advice": .text]),
            ])
    }

    private static var counts: JSONValue {
        .record(
            ["open": open, "resolved": .count, "suppressed": .count, "unknown": .count, "gone": .count], optional: [:])
    }

    private static var open: JSONValue {
        .record(["high": .count, "medium": .count, "low": .count, "unknown": .count], optional: [:])
    }

    private static var sink: JSONValue {
        .record(
            [
                "sink": .text, "type": .text, "endpoint": .text, "health": .words(["working", "failing", "paused"]),
                "backlog": .count, "dead_letters": .count,
            ], optional: ["since": .time, "reason": .text, "oldest": .time])
    }
}

extension JSONValue {
    static func members(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(pairs.map { JSONMember($0.key, $0.value) })
    }

    static func reference(_ schema: String) -> JSONValue {
        .members(["$ref": .string("#/components/schemas/\(schema)")])
    }

    /// An object with those members. More may come with later versions.
    fileprivate static func record(
        _ required: KeyValuePairs<String, JSONValue>, optional: KeyValuePairs<String, JSONValue>
    ) -> JSONValue {
        let properties = (Array(required) + Array(optional)).map { JSONMember($0.key, $0.value) }
        return .members([
            "type": "object", "properties": .object(properties),
            "required": .array(required.map { .string($0.key) }),
        ])
    }

    fileprivate static func list(of schema: JSONValue) -> JSONValue {
        .members(["type": "array", "items": schema])
    }

    fileprivate static func words(_ words: [String]) -> JSONValue {
        .members(["enum": .array(words.map(JSONValue.string))])
    }

    fileprivate static var text: JSONValue { .members(["type": "string"]) }
    fileprivate static var time: JSONValue { .members(["type": "string", "format": "date-time"]) }
    fileprivate static var truth: JSONValue { .members(["type": "boolean"]) }
    fileprivate static var integer: JSONValue { .members(["type": "integer"]) }
    fileprivate static var count: JSONValue { .members(["type": "integer", "minimum": .number("0")]) }
    fileprivate static var severity: JSONValue { .words(Severity.allCases.map(\.rawValue)) }
}
