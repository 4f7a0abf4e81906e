import BridgeCore

/// An event as a bus of EventBridge takes it: with the bus's name among its attributes, and small enough. What is larger
/// has long texts cut, which it says under `truncated`.
struct BusEvent {
    /// EventBridge takes 64 KB, whichever kilobyte that is.
    private static let maximumBytes = 64_000
    /// How long a text within `data` may be, in bytes; tried one after another, without a limit first.
    private static let limits: [Int?] = [nil, 4096, 1024, 256]
    let json: [UInt8]

    /// - Throws: ``UnsendableDelivery`` if it cannot be read or made small enough.
    init(_ event: EncodedEvent, bus: String) throws(UnsendableDelivery) {
        guard let members = (try? JSONValue(parsing: event.json))?.members else {
            throw UnsendableDelivery(reason: "the stored event is damaged")
        }
        let sizes = Self.limits.lazy.map { Self.json(members, bus, $0) }
        guard let json = sizes.first(where: { $0.count <= Self.maximumBytes }) else {
            throw UnsendableDelivery(reason: "the event is larger than EventBridge takes, even with its texts cut")
        }
        self.json = json
    }

    /// - Parameter limit: for the texts within `data`; `nil` leaves them as they are.
    private static func json(_ members: [JSONMember], _ bus: String, _ limit: Int?) -> [UInt8] {
        var attributes = members.filter { !["data", "truncated"].contains($0.name) }
        attributes.insert(JSONMember("aliyuneventbusname", .string(bus)), at: min(1, attributes.count))
        let event = JSONValue.object(members)
        // An attribute of a CloudEvent is a text, never a list.
        let cut = (event["truncated"]?.array ?? []).compactMap(\.string) + (limit == nil ? [] : ["data"])
        if !cut.isEmpty { attributes.append(JSONMember("truncated", .string(cut.joined(separator: ",")))) }
        let data = event["data"].map { [JSONMember("data", limit.map($0.cut(to:)) ?? $0)] } ?? []
        return JSONValue.object(attributes + data).bytes
    }
}

extension JSONValue {
    /// The same with every text within it at most so many bytes long.
    fileprivate func cut(to limit: Int) -> JSONValue {
        switch self {
        case .null, .bool, .number: self
        case .string(let text): .string(text.fitted(to: limit, in: .json))
        case .array(let elements): .array(elements.map { $0.cut(to: limit) })
        case .object(let members): .object(members.map { JSONMember($0.name, $0.value.cut(to: limit)) })
        }
    }
}
