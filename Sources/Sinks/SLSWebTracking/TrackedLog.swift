import BridgeCore

/// An event as a log of Simple Log Service: texts by name, and nothing else. What SLS says is a log's time is when it
/// arrived, so the event's own stands in `event_time`.
struct TrackedLog {
    private static let maximumSummary = 1000
    /// In the order of the event.
    let fields: [JSONMember]

    init(_ event: Event, _ message: Message) {
        let envelope: [(String, String?)] = [
            ("event_id", event.id), ("event_type", event.type), ("event_source", event.source),
            ("event_subject", event.subject), ("event_time", event.time?.description),
            ("severity", event.severity?.rawValue),
            ("summary", message.headline.onOneLine.fitted(to: Self.maximumSummary, in: .utf8)),
        ]
        let data = (event.data.members ?? []).flatMap { member in
            member.name == "finding"
                ? (member.value.members ?? []).map { JSONMember("finding_\($0.name)", $0.value) } : [member]
        }
        let all = envelope.map { JSONMember($0, .string($1 ?? "")) } + data
        var names: Set<String> = []
        // Names that begin so are the service's own.
        fields = all.filter { !$0.name.hasPrefix("__") && names.insert($0.name).inserted }
            .map { JSONMember($0.name, .string($0.value.flat)) }
    }
}

extension JSONValue {
    /// As one text: what has parts as JSON, what is missing as nothing.
    fileprivate var flat: String {
        switch self {
        case .null: ""
        case .string, .number, .bool: text ?? ""
        case .array, .object: String(decoding: bytes, as: UTF8.self)
        }
    }
}
