import BridgeCore

/// The JSON Schema (draft 2020-12) of every event that is sent.
///
/// It is strict about what this version sends and lets other types pass: consumers ignore what they do not know.
enum EventSchema {
    static var document: JSONValue {
        .members([
            "$schema": .string("https://json-schema.org/draft/2020-12/schema"),
            "title": .string("The events of checkbridge: CloudEvents 1.0"),
            "type": .string("object"),
            "properties": envelope,
            "required": .strings(["specversion", "id", "source", "type", "time", "datacontenttype", "data"]),
            "allOf": .array(types.map(Self.rule)),
            "$defs": .members([
                "finding": finding, "severity": words(Severity.allCases), "time": time, "health": health,
            ]),
        ])
    }

    private static let envelope = JSONValue.members([
        "specversion": .members(["const": .string("1.0")]),
        "id": .matching(text: "[0-9a-f]{32}", "The same on every attempt and on every replica"),
        "source": .matching(text: "/accounts/[^/]+/sources/[^/]+|/sinks/[^/]+|/cursor", "What the event comes from"),
        "type": .matching(text: "io\\.checkbridge\\.[a-z.-]+", "Ignore the types that you do not know"),
        "subject": .members(["type": .string("string"), "minLength": .number("1")]),
        "time": .reference("time"),
        "datacontenttype": .members(["const": .string("application/json")]),
        "severity": .reference("severity"),
        "truncated": .list(of: .text),
        "data": .members(["type": .string("object")]),
    ])

    private static let time = JSONValue.matching(
        text: "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", "RFC 3339, in UTC")

    /// What the events of a type must be like besides.
    private typealias TypeRule = (type: EventType, schema: JSONValue)

    private static func rule(_ rule: TypeRule) -> JSONValue {
        let type = JSONValue.members(["const": .string(rule.type.name)])
        let isOfType = JSONValue.members(["properties": .members(["type": type]), "required": .strings(["type"])])
        return .members(["if": isOfType, "then": rule.schema])
    }

    private static var types: [TypeRule] {
        EventType.all.map { type in
            switch type {
            case .finding(let transition): (type, self.transition(transition))
            case .baseline: (type, event(baseline, also: ["severity"]))
            case .source(let health): (type, event(self.source(health)))
            case .sink(let health): (type, event(self.sink(health)))
            case .cursor(.quarantined): (type, event(quarantined))
            }
        }
    }

    private static func event(_ data: JSONValue, also required: [String] = []) -> JSONValue {
        .members(["properties": .members(["data": data]), "required": .strings(["data"] + required)])
    }

    private static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> JSONValue {
        .members(["enum": .strings(words.map(\.rawValue))])
    }
}

// MARK: - Findings

extension EventSchema {
    private static func transition(_ transition: Transition) -> JSONValue {
        var properties: [JSONMember] = [
            .init("transition", .members(["const": .string(transition.rawValue)])),
            .init("from", from(transition)),
            .init("to", transition == .vanished ? .members(["const": .string("vanished")]) : .text),
            .init("new", mayBeFirst(transition) ? .type("boolean") : .members(["const": .bool(false)])),
            .init("revision", .members(["type": .string("integer"), "minimum": .number("1")])),
        ]
        properties += place.members ?? []
        properties += [
            .init("first_seen", .reference("time")), .init("since", .reference("time")),
            .init("previous_since", .reference("time")),
            .init("finding", .reference("finding")), .init("changes", changes),
        ]
        var required = ["transition", "from", "to", "new", "revision", "account", "region", "source"]
        required += ["first_seen", "since", "finding"]
        if [.severityChanged, .affectedChanged].contains(transition) { required.append("changes") }
        let subject = JSONValue.matching(
            text: "risk_check/[^/]+|acl_check/[^/]+/[^/]+/.+", "Kind and id of the finding")
        return .members([
            "properties": .members(["subject": subject, "data": .strict(.object(properties), required)]),
            "required": .strings(["subject", "severity"]),
        ])
    }

    /// Only what is seen for the first time comes from nothing.
    private static func from(_ transition: Transition) -> JSONValue {
        guard mayBeFirst(transition) else { return .text }
        return .members(["type": .strings(["string", "null"]), "minLength": .number("1")])
    }

    private static func mayBeFirst(_ transition: Transition) -> Bool {
        switch transition {
        case .opened, .suppressed, .changed: true
        case .reopened, .resolved, .severityChanged, .affectedChanged, .vanished: false
        }
    }

    private static let place = JSONValue.members(["account": .text, "region": .text, "source": .text])

    private static let changes = JSONValue.members([
        "type": .string("array"), "minItems": .number("1"),
        "items": .strict(.members(["field": .text, "from": .bool(true), "to": .bool(true)]), ["field", "from", "to"]),
    ])

    private static let finding = JSONValue.open(
        .members([
            "key": .text, "kind": words(FindingKind.allCases), "id": .text, "title": .type("string"),
            "category": .type("string"), "severity": .reference("severity"), "status": .text,
            "state": words(FindingState.allCases), "asset_type": .type("string"),
            "affected_count": .count, "checked_at": .reference("time"), "url": .text, "details": .type("object"),
        ]),
        ["key", "kind", "id", "title", "category", "severity", "status", "state", "asset_type", "affected_count"])
}

// MARK: - Everything else

extension EventSchema {
    private static var baseline: JSONValue {
        let open = JSONValue.members(["high": .count, "medium": .count, "low": .count, "unknown": .count])
        let counts = JSONValue.members([
            "open": .open(open, ["high", "medium", "low", "unknown"]), "resolved": .count, "suppressed": .count,
            "transient": .count, "unknown": .count,
        ])
        let scope = JSONValue.open(.members(["scope": .type("string"), "total": .count]), ["scope", "total"])
        return .open(
            .object(
                (place.members ?? []) + [
                    .init("kind", words(FindingKind.allCases)), .init("scopes", .list(of: scope)),
                    .init("counts", .open(counts, ["open", "resolved", "suppressed", "transient", "unknown"])),
                    .init("worst", .list(of: .reference("finding"), atMost: 10)),
                ]), ["account", "region", "source", "kind", "scopes", "counts", "worst"])
    }

    private static let reasons = JSONValue.members([
        "enum": .strings(["credentials", "permission", "unavailable", "retired", "other_account", "request"])
    ])

    private static func source(_ health: EventType.SourceHealth) -> JSONValue {
        switch health {
        case .failing:
            about(
                [
                    "reason": reasons, "code": .type("string"), "message": .type("string"), "request_id": .text,
                    "operation": .type("string"), "advice": .type("string"), "failures": .count,
                    "since": .reference("time"),
                ], optional: ["request_id"])
        case .recovered: about(["failures": .count, "since": .reference("time")])
        case .stale:
            about(
                [
                    "scope": .type("string"), "reason": words(Staleness.Reason.allCases),
                    "since": .reference("time"), "count": .count,
                    "scopes": .members(["type": .string("array"), "items": .text, "minItems": .number("2")]),
                ], optional: ["scopes"])
        case .suspect:
            about([
                "scope": .type("string"), "open": .count, "lost": .count, "seen": .count, "polls": .count,
                "advice": .type("string"),
            ])
        }
    }

    private static func about(_ own: KeyValuePairs<String, JSONValue>, optional: Set<String> = []) -> JSONValue {
        let members = own.map { JSONMember($0.key, $0.value) }
        let required = own.map(\.key).filter { !optional.contains($0) }
        return .open(.object((place.members ?? []) + members), ["account", "region", "source"] + required)
    }

    private static func sink(_ health: EventType.SinkHealth) -> JSONValue {
        switch health {
        case .failing, .paused, .recovered: .reference("health")
        case .test: .open(.members(["sink": .text, "message": .type("string")]), ["sink", "message"])
        }
    }

    private static let quarantined = JSONValue.open(
        .members([
            "file": .text, "line": .count, "byte": .count, "reason": .type("string"), "moved": .list(of: .text),
            "advice": .type("string"),
        ]), ["file", "line", "byte", "reason", "moved", "advice"])

    private static let health = JSONValue.open(
        .members([
            "sink": .text, "type": .text, "endpoint": .type("string"), "reason": .type("string"),
            "since": .reference("time"), "backlog": .count,
        ]), ["sink", "type", "endpoint", "reason", "since", "backlog"])
}
