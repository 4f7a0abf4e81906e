import BridgeCore

/// An alert as Alertmanager is told of it, and as it is remembered: without its end, which is new every time.
struct FiringAlert: Sendable, Equatable {
    private static let maximumLabel = 200
    private static let maximumSummary = 600
    private static let maximumDescription = 1600
    /// What the alert is: one with other labels is another alert.
    let labels: [JSONMember]
    private let json: JSONValue
    let start: Timestamp
    /// Its end is being told: nobody says any more that it fires.
    var isEnding = false

    /// - Parameters:
    ///   - extra: labels of the configuration; ours win.
    ///   - start: since when it fires.
    init(_ event: Event, _ message: Message, extra: [AlertLabel], since start: Timestamp) {
        self.start = start
        labels = Self.labels(of: event, extra)
        json = Self.json(labels, event, message, start)
    }

    /// Reads ``text``; `nil` if it is not ours.
    init?(_ text: String) {
        guard let json = try? JSONValue(parsing: text), let labels = json["labels"]?.members, !labels.isEmpty,
            let start = json["startsAt"]?.string.flatMap(Timestamp.init(rfc3339:))
        else { return nil }
        (self.labels, self.start, isEnding) = (labels, start, json[Self.ending]?.bool == true)
        self.json = .object((json.members ?? []).filter { $0.name != Self.ending })
    }

    private static let ending = "ending"

    /// To be remembered: never more than a sink may remember.
    var text: String {
        let members = (json.members ?? []) + (isEnding ? [JSONMember(Self.ending, .bool(true))] : [])
        return String(decoding: JSONValue.object(members).bytes, as: UTF8.self)
    }

    /// - Parameter end: until when it fires; never before it began, which Alertmanager refuses.
    func json(until end: Timestamp) -> JSONValue {
        .object((json.members ?? []) + [JSONMember("endsAt", .string(max(end, start).description))])
    }

    // MARK: Parts

    private static func json(
        _ labels: [JSONMember], _ event: Event, _ message: Message, _ start: Timestamp
    ) -> JSONValue {
        func json(_ annotations: [JSONMember]) -> JSONValue {
            let members = [
                JSONMember("labels", .object(labels)), JSONMember("annotations", .object(annotations)),
                JSONMember("startsAt", .string(start.description)),
            ]
            return .object(members + (message.link.map { [JSONMember("generatorURL", .string($0))] } ?? []))
        }
        let summary = annotation("summary", message.headline, maximumSummary)
        let facts = message.facts.map { "\($0.label): \($0.value)" } + (message.note.map { [$0] } ?? [])
        let whole = json(
            [summary, annotation("description", facts.joined(separator: " · "), maximumDescription)]
                + [annotation("event", event.id, maximumLabel)])
        return whole.bytes.count <= SinkMemory.maximumBytes - 32 ? whole : json([summary])
    }

    private static func annotation(_ name: String, _ text: String, _ limit: Int) -> JSONMember {
        JSONMember(name, .string(text.onOneLine.fitted(to: limit, in: .utf8)))
    }

    /// Only what stays the same as long as the alert does. The severity is there for routes to match, and a change of it
    /// makes another alert.
    private static func labels(of event: Event, _ extra: [AlertLabel]) -> [JSONMember] {
        let own: [(String, String?)] = [
            ("alertname", name(of: event)), ("account", event.account), ("region", event.data["region"]?.string),
            ("source", event.sourceName), ("sink", event.data["sink"]?.string),
            ("kind", event.finding?["kind"]?.string), ("finding", event.subject),
            ("asset_type", event.finding?["asset_type"]?.string), ("severity", event.severity?.rawValue),
        ]
        let members = own.compactMap { name, text in
            text.map { JSONMember(name, .string($0.onOneLine.fitted(to: maximumLabel, in: .utf8))) }
        }
        let names = Set(members.map(\.name))
        // One without a value would be dropped, and the alert be another.
        return members.filter { $0.value.string != "" }
            + extra.filter { !names.contains($0.name) }.map { JSONMember($0.name, .string($0.value)) }
    }

    private static func name(of event: Event) -> String {
        switch event.knownType {
        case .finding: "CheckbridgeFinding"
        case .source: "CheckbridgeSourceFailing"
        case .sink(.test): "CheckbridgeTest"
        case .sink: "CheckbridgeSinkFailing"
        case .baseline, .cursor, nil: "CheckbridgeEvent"
        }
    }
}

/// A label that every alert of a sink gets.
package struct AlertLabel: Sendable, Equatable {
    /// What every alert gets from us.
    package static let ownNames = [
        "alertname", "account", "region", "source", "sink", "kind", "finding", "asset_type", "severity",
    ]
    /// `[a-zA-Z_][a-zA-Z0-9_]*`
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        (self.name, self.value) = (name, value)
    }
}
