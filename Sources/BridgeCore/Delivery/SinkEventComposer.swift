/// Encodes the events about a sink itself.
package struct SinkEventComposer: Sendable {
    private let sink: SinkTraits
    private let ids: EventID
    private let now: Timestamp

    package init(sink: SinkTraits, ids: EventID, at now: Timestamp) {
        self.sink = sink
        self.ids = ids
        self.now = now
    }

    /// The CloudEvents `source` of its events.
    package var uri: String { "/sinks/\(sink.name)" }

    /// - Parameter number: the event's number in the cursor.
    package func health(
        _ health: EventType.SinkHealth, _ severity: Severity, _ trouble: LaneTrouble, backlog: Int, number: UInt64
    ) -> EncodedEvent {
        encode(.sink(health), severity, number) { data in
            data.member("sink", sink.name)
            data.member("type", sink.type)
            data.member("endpoint", sink.endpoint)
            data.member("reason", trouble.reason)
            data.member("since", trouble.since.description)
            data.member("backlog", backlog)
        }
    }

    /// A message that only shows that the way works.
    package func test(number: UInt64) -> EncodedEvent {
        encode(.sink(.test), .low, number) { data in
            data.member("sink", sink.name)
            data.member("message", "This is a test of checkbridge. Nothing happened; nothing is to be done.")
        }
    }

    private func encode(
        _ type: EventType, _ severity: Severity, _ number: UInt64, _ body: (inout JSONWriter) -> Void
    ) -> EncodedEvent {
        let id = ids.event(type, about: uri, number: number)
        var writer = JSONWriter()
        writer.object { event in
            event.envelope(id: id, source: uri, type: type, subject: nil, time: now, severity: severity)
            event.name("data")
            event.object { body(&$0) }
        }
        return EncodedEvent(id: id, json: writer.bytes)
    }
}
