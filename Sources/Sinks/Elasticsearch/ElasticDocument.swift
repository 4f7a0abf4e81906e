import BridgeCore

/// An event as a document: fields of the Elastic Common Schema (<https://www.elastic.co/docs/reference/ecs>), what is
/// ours under `checkbridge`, and the whole CloudEvent as a text.
///
/// Each field has one type whatever the vendor sends: details that are a text today and an object tomorrow would make an
/// index refuse the document, so they stand in the text only.
struct ElasticDocument {
    private let event: Event
    private let json: [UInt8]
    private let message: Message

    init(_ entry: EventEntry, _ message: Message) {
        (event, json, self.message) = (entry.event, entry.json, message)
    }

    /// - Parameter now: for an event that says no time.
    func write(to writer: inout JSONWriter, at now: Timestamp) {
        writer.object { body in
            body.member("@timestamp", (event.time ?? now).description)
            body.member("message", message.headline.onOneLine)
            body.member("ecs", object: { $0.member("version", "8.11.0") })
            body.member("event", object: { writeEvent(&$0) })
            body.member("cloud", object: { writeCloud(&$0) })
            if event.finding != nil { body.member("rule", object: { writeRule(&$0) }) }
            body.member("checkbridge", object: { writeOwn(&$0) })
        }
    }

    private func writeEvent(_ body: inout JSONWriter) {
        body.member("id", event.id)
        body.member("kind", event.finding == nil ? "event" : "alert")
        body.member("module", "checkbridge")
        body.member("dataset", "checkbridge")
        body.member("action", event.transition?.rawValue ?? event.type)
        if let severity = event.severity?.elastic { body.member("severity", severity) }
        body.member("url", ifPresent: message.link)
        body.member("original", String(decoding: json, as: UTF8.self))
    }

    private func writeCloud(_ body: inout JSONWriter) {
        body.member("provider", "alibaba")
        body.member("region", ifPresent: event.data["region"]?.string)
        if let account = event.account { body.member("account", object: { $0.member("name", account) }) }
    }

    private func writeRule(_ body: inout JSONWriter) {
        body.member("id", ifPresent: event.finding?["id"]?.text)
        body.member("name", ifPresent: event.finding?["title"]?.text)
        body.member("category", ifPresent: event.finding?["category"]?.text)
    }

    private func writeOwn(_ body: inout JSONWriter) {
        body.member("type", event.type)
        body.member("source", event.source)
        body.member("subject", ifPresent: event.subject)
        body.member("severity", ifPresent: event.severity?.rawValue)
        for name in ["transition", "from", "to", "sink", "reason", "code", "operation", "advice"] {
            body.member(name, ifPresent: event.data[name]?.string)
        }
        body.member("source_name", ifPresent: event.sourceName)
        if let isNew = event.data["new"]?.bool { body.member("new", isNew) }
        for name in ["revision", "failures", "backlog"] { Self.write(name, event.data[name]?.integer, &body) }
        for name in ["first_seen", "since"] { Self.write(moment: name, event.data[name], &body) }
        for name in ["key", "kind", "status", "state", "asset_type"] {
            body.member(name, ifPresent: event.finding?[name]?.string)
        }
        Self.write("affected_count", event.finding?["affected_count"]?.integer, &body)
        Self.write(moment: "checked_at", event.finding?["checked_at"], &body)
    }

    private static func write(_ name: String, _ number: Int64?, _ body: inout JSONWriter) {
        if let number { body.member(name, number) }
    }

    private static func write(moment name: String, _ value: JSONValue?, _ body: inout JSONWriter) {
        body.member(name, ifPresent: value?.string.flatMap(Timestamp.init(rfc3339:))?.description)
    }
}

extension Severity {
    /// As Elastic's own rules count it; nothing for what the vendor does not rate.
    fileprivate var elastic: Int? {
        switch self {
        case .high: 73
        case .medium: 47
        case .low: 21
        case .unknown: nil
        }
    }
}
