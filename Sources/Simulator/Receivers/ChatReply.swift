import BridgeCore
import HTTPTransport

extension Reception {
    /// Taken as one message.
    static func accepted(_ title: String, _ body: [UInt8], id: String? = nil, _ reply: Reply) -> Reception {
        Reception(verdict: .accepted([Letter(id: id, title: String(title.prefix(200)), body: body)]), reply: reply)
    }
}

extension Reply {
    /// An object of texts, numbers and whatever else JSON knows.
    static func json(_ status: Int, _ members: KeyValuePairs<String, JSONValue>, headers: [HTTPHeader] = []) -> Reply {
        let members = members.map { JSONMember($0.key, $0.value) }
        return .json(status, JSONValue.object(members).bytes, headers: headers)
    }

    static func retryAfter(_ wait: Duration?) -> [HTTPHeader] {
        wait.map { [HTTPHeader(name: "Retry-After", value: $0.retryAfter)] } ?? []
    }
}

extension ReceivedRequest {
    /// The body, if it is a JSON object that says so.
    var jsonObject: JSONValue? {
        guard mediaType == "application/json", let json = try? JSONValue(parsing: body), json.members != nil else {
            return nil
        }
        return json
    }
}
