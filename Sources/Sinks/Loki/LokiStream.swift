import BridgeCore

/// The events of a request that have the same labels.
struct LokiStream {
    private let labels: [AlertLabel]
    private var entries: [EventEntry]

    /// - Parameter labels: of every stream; the severity is another one, unless it is among them.
    static func all(of entries: [EventEntry], _ labels: [AlertLabel]) -> [LokiStream] {
        var streams: [LokiStream] = []
        for entry in entries {
            let severity = (entry.event.severity ?? .unknown).rawValue
            let own = labels.contains { $0.name == "severity" } ? [] : [AlertLabel(name: "severity", value: severity)]
            if let index = streams.firstIndex(where: { $0.labels == labels + own }) {
                streams[index].entries.append(entry)
            } else {
                streams.append(LokiStream(labels: labels + own, entries: [entry]))
            }
        }
        return streams
    }

    /// - Parameter now: for an event that says no time.
    func write(to streams: inout JSONWriter, hasMetadata: Bool, at now: Timestamp) {
        streams.object { stream in
            stream.member("stream", object: { for label in labels { $0.member(label.name, label.value) } })
            stream.member(
                "values",
                array: { values in
                    for entry in entries { Self.write(entry, hasMetadata: hasMetadata, at: now, to: &values) }
                })
        }
    }

    /// The event's own time makes a repetition the same entry.
    private static func write(
        _ entry: EventEntry, hasMetadata: Bool, at now: Timestamp, to values: inout JSONWriter
    ) {
        values.array { value in
            value.string("\((entry.event.time ?? now).milliseconds)000000")
            value.string(String(decoding: entry.json, as: UTF8.self))
            if hasMetadata {
                value.object { for field in metadata(of: entry.event) { $0.member(field.name, field.value) } }
            }
        }
    }

    /// What there are too many of for labels. Names that are Loki's own, and empty values, it does not take.
    private static func metadata(of event: Event) -> [AlertLabel] {
        let fields: [(String, String?)] = [
            ("event_id", event.id), ("event_type", event.type), ("account", event.account),
            ("region", event.data["region"]?.string), ("source", event.sourceName),
            ("sink", event.data["sink"]?.string), ("finding", event.subject),
            ("transition", event.transition?.rawValue), ("state", event.finding?["state"]?.string),
        ]
        return fields.compactMap { name, text in
            let value = text?.onOneLine.fitted(to: 1024, in: .utf8) ?? ""
            return value.isEmpty ? nil : AlertLabel(name: name, value: value)
        }
    }
}
