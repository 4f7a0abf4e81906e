/// An event, read for showing it to people or for choosing its way.
///
/// Everything but the envelope stays as it was encoded, so that an event of a newer version can still be shown.
package struct Event: Sendable, Equatable {
    package var id: String
    /// The type's full name: it may be one that this version does not know.
    package var type: String
    /// `/accounts/<account>/sources/<source>`
    package var source: String
    package var subject: String?
    package var time: Timestamp?
    package var severity: Severity?
    /// The member `data`: an object.
    package var data: JSONValue

    package init(
        id: String, type: String, source: String, subject: String? = nil, time: Timestamp? = nil,
        severity: Severity? = nil, data: JSONValue
    ) {
        self.id = id
        self.type = type
        self.source = source
        self.subject = subject
        self.time = time
        self.severity = severity
        self.data = data
    }

    package init(_ encoded: EncodedEvent) throws(JSONError) {
        try self.init(json: JSONValue(parsing: encoded.json))
    }

    /// Reads what ``EncodedEvent/json`` holds.
    package init(json: JSONValue) throws(JSONError) {
        guard let id = json["id"]?.string, let type = json["type"]?.string, let source = json["source"]?.string,
            json["specversion"]?.string == "1.0"
        else { throw .unexpected(expected: "a CloudEvent with specversion 1.0, id, type and source", offset: 0) }
        self.init(
            id: id, type: type, source: source, subject: json["subject"]?.string,
            time: json["time"]?.string.flatMap(Timestamp.init(rfc3339:)),
            severity: json["severity"]?.string.flatMap(Severity.init(rawValue:)), data: json["data"] ?? .object([]))
    }

    /// The type, if this version knows it.
    package var knownType: EventType? { EventType(name: type) }

    package var account: String? { data["account"]?.string }
    package var sourceName: String? { data["source"]?.string }
    package var transition: Transition? { data["transition"]?.string.flatMap(Transition.init(rawValue:)) }
    /// The raw settled status before; `nil` at a first sighting.
    package var from: String? { data["from"]?.string }
    package var to: String? { data["to"]?.string }
    /// How many of the finding's transitions there were, with this one.
    package var revision: Int64? { data["revision"]?.integer }
    /// What the event is about, over all events that tell of it: the finding's key, else where it comes from.
    package var matter: String { finding?["key"]?.string ?? source }
    /// The object `data.finding`.
    package var finding: JSONValue? { data["finding"] }
}
