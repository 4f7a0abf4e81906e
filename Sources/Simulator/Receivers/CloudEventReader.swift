import BridgeCore
import HTTPTransport

/// Reads CloudEvents 1.0 from requests in structured, binary and batched mode, strictly.
enum CloudEventReader {
    struct Event: Sendable {
        var id: String
        var source: String
        /// Type and subject, for people.
        var title: String
        /// The event as structured JSON; of one in binary mode only its data.
        var body: [UInt8]
    }

    static func events(in request: ReceivedRequest) throws(WebhookError) -> [Event] {
        switch request.mediaType {
        case "application/cloudevents+json": return [try event(try parse(request.body))]
        case "application/cloudevents-batch+json": return try batch(request.body)
        case let type where request.header("ce-specversion") == nil: throw .format(type)
        default: return [try binary(request)]
        }
    }

    private static func batch(_ body: [UInt8]) throws(WebhookError) -> [Event] {
        guard let elements = try parse(body).array else { throw .event("a batch is an array") }
        return try elements.map { element throws(WebhookError) in try event(element) }
    }

    private static func event(_ json: JSONValue) throws(WebhookError) -> Event {
        guard let members = json.members else { throw .event("not an object") }
        guard json["data"] == nil || json["data_base64"] == nil else { throw .event("both data and data_base64") }
        let attributes = members.filter { $0.name != "data" && $0.name != "data_base64" }
        return try event(attributes, body: json.bytes)
    }

    private static func binary(_ request: ReceivedRequest) throws(WebhookError) -> Event {
        let attributes = request.headers.filter { $0.name.lowercased().hasPrefix("ce-") }.map { header in
            JSONMember(
                String(header.name.lowercased().dropFirst(3)),
                .string(FormDecoding.decode(header.value[...], plusIsSpace: false)))
        }
        guard !attributes.contains(where: { $0.name == "datacontenttype" }) else {
            throw .event("datacontenttype is the Content-Type in binary mode")
        }
        if request.mediaType.hasSuffix("json") { _ = try parse(request.body) }
        return try event(attributes, body: request.body)
    }

    private static func event(_ attributes: [JSONMember], body: [UInt8]) throws(WebhookError) -> Event {
        for attribute in attributes { try CloudEventAttribute.check(attribute) }
        guard Set(attributes.map(\.name)).count == attributes.count else { throw .event("an attribute comes twice") }
        let named = JSONValue.object(attributes)
        func required(_ name: String) throws(WebhookError) -> String {
            guard let text = named[name]?.string, !text.isEmpty else { throw .event("no \(name)") }
            return text
        }
        guard try required("specversion") == "1.0" else { throw .event("specversion is not 1.0") }
        let title = [try required("type"), named["subject"]?.string ?? ""].joined(separator: " ")
        return Event(id: try required("id"), source: try required("source"), title: title, body: body)
    }

    private static func parse(_ body: [UInt8]) throws(WebhookError) -> JSONValue {
        do { return try JSONValue(parsing: body) } catch { throw .event("\(error)") }
    }
}

/// The rules for one attribute of a CloudEvent.
private enum CloudEventAttribute {
    static func check(_ attribute: JSONMember) throws(WebhookError) {
        let name = attribute.name
        guard !name.isEmpty, name.utf8.allSatisfy(isNameByte) else { throw .event("the attribute name \(name)") }
        guard isLegal(attribute.value) else { throw .event("the type of \(name)") }
        switch name {
        case "subject", "datacontenttype", "dataschema":
            guard attribute.value.string?.isEmpty == false else { throw .event("an empty \(name)") }
        case "time":
            guard isMoment(attribute.value.string ?? "") else { throw .event("a time that is not RFC 3339") }
        default: break
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Strings, truth values and 32-bit integers.
    private static func isLegal(_ value: JSONValue) -> Bool {
        switch value {
        case .string, .bool: true
        case .number(let digits): Int32(digits) != nil
        case .null, .array, .object: false
        }
    }

    /// RFC 3339 with a zone; a fraction is fine.
    private static func isMoment(_ text: String) -> Bool {
        let day = text.prefix(19)
        let rest = text.dropFirst(19).drop { $0 == "." || $0.isNumber }
        guard Timestamp(rfc3339: day + "Z") != nil else { return false }
        return rest == "Z" || rest.count == 6 && (rest.hasPrefix("+") || rest.hasPrefix("-"))
    }
}
