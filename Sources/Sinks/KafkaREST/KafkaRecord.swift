import BridgeCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An event as a record: its key is the finding's, so that a compacted topic keeps how each finding stands.
struct KafkaRecord {
    private let entry: EventEntry

    init(_ entry: EventEntry) {
        self.entry = entry
    }

    static func v2(_ records: [KafkaRecord]) -> [UInt8] {
        JSONWriter.object { body in
            body.member(
                "records",
                array: { list in
                    for record in records {
                        list.object { out in
                            out.member("key", record.entry.event.matter)
                            out.member("value", raw: record.entry.json)
                        }
                    }
                })
        }
    }

    /// One object after another, which is not an array.
    static func v3(_ records: [KafkaRecord]) -> [UInt8] {
        Array(records.map { record in JSONWriter.object { record.write(to: &$0) } }.joined(separator: [0x0A]))
    }

    /// Without the types it would be looked for in a registry of schemas.
    private func write(to record: inout JSONWriter) {
        record.member(
            "key",
            object: { key in
                key.member("type", "STRING")
                key.member("data", entry.event.matter)
            })
        record.member(
            "value",
            object: { value in
                value.member("type", "JSON")
                value.member("data", raw: entry.json)
            })
        record.member(
            "headers",
            array: { list in
                for (name, value) in headers {
                    list.object { header in
                        header.member("name", name)
                        header.member("value", Data(value.utf8).base64EncodedString())
                    }
                }
            })
    }

    /// CloudEvents' structured mode, with the headers of the binary mode besides
    /// (<https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md>).
    private var headers: [(name: String, value: String)] {
        let event = entry.event
        let attributes: [(String, String?)] = [
            ("content-type", "application/cloudevents+json; charset=UTF-8"), ("ce_specversion", "1.0"),
            ("ce_id", event.id), ("ce_source", event.source), ("ce_type", event.type), ("ce_subject", event.subject),
            ("ce_time", event.time?.description), ("ce_severity", event.severity?.rawValue),
        ]
        return attributes.compactMap { name, value in value.map { (name, $0) } }
    }
}
