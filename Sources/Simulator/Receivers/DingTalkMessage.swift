import BridgeCore

/// A message to a DingTalk robot, with every field that its type asks for.
struct DingTalkMessage: Sendable {
    /// `msgUuid`.
    let id: String?
    let title: String
    /// The text in which keywords are looked for.
    let content: String
    let body: [UInt8]

    init(_ request: ReceivedRequest) throws(DingTalkError) {
        guard request.mediaType == "application/json" else { throw .contentType }
        guard request.body.count <= DingTalkReceiver.maximumBody else { throw .tooLong }
        guard let json = try? JSONValue(parsing: request.body), json.members != nil else { throw .missing("json") }
        guard let type = json["msgtype"]?.string else { throw .missing("msgtype") }
        let texts = try Self.fields(of: type).map { field throws(DingTalkError) in
            guard let text = json[type]?[field]?.string, !text.isEmpty else { throw .missing("\(type)->\(field)") }
            return text
        }
        id = json["msgUuid"]?.string
        title = String((texts.first ?? "").prefix { $0 != "\n" }.prefix(200))
        content = texts.joined(separator: "\n")
        body = request.body
    }

    /// What a type of message must have.
    private static func fields(of type: String) throws(DingTalkError) -> [String] {
        switch type {
        case "text": ["content"]
        case "markdown": ["title", "text"]
        case "link": ["title", "text", "messageUrl"]
        case "actionCard": ["title", "text"]
        case "feedCard": []
        default: throw .messageType
        }
    }
}
