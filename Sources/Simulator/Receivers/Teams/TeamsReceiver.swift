import BridgeCore

/// A fake of Power Automate: `/teams/workflows/simulated/triggers/manual/paths/invoke?…&sig=simulated`. The workflow
/// `off` is switched off, any other was deleted. It takes first and looks later: a card that Teams would drop is
/// answered with 202 all the same, and only the simulator says that it was refused.
struct TeamsReceiver: Receiver {
    private static let maximumCard = 28_000

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        let path = Array(request.segments.dropFirst())
        guard path.count == 6, path[0] == "workflows", Array(path[2...]) == ["triggers", "manual", "paths", "invoke"],
            ["simulated", "off"].contains(path[1])
        else { return Self.refused(404, "WorkflowNotFound", "The workflow could not be found.") }
        guard path[1] != "off" else {
            return Self.refused(
                400, "WorkflowTriggerIsNotEnabled", "Could not execute workflow trigger 'manual' with state 'Disabled'."
            )
        }
        guard request.parameter("sig") == "simulated" else { return .refused("no sig", forbidden) }
        guard let json = request.jsonObject, json["type"]?.string == "message" else {
            return Self.refused(400, "TriggerInputSchemaMismatch", "The input body does not match the schema.")
        }
        if let fault = Self.fault(in: json, request.body.count) { return .refused(fault, Reply(202)) }
        return .accepted(Self.title(of: json), request.body, Reply(202))
    }

    func throttled(wait: Duration?) -> Reply {
        Self.reply(429, "TooManyRequests", "Rate limit is exceeded.", wait ?? .seconds(10))
    }

    var forbidden: Reply {
        Self.reply(
            401, "DirectApiAuthorizationRequired", "The request must be authenticated only by Shared Access scheme.")
    }

    /// Why the flow would fail after its answer.
    private static func fault(in json: JSONValue, _ size: Int) -> String? {
        guard size <= maximumCard else { return "RequestEntityTooLarge" }
        guard let attachment = json["attachments"]?.array?.first, let card = attachment["content"],
            attachment["contentType"]?.string == "application/vnd.microsoft.card.adaptive"
        else { return "no adaptive card" }
        guard card["type"]?.string == "AdaptiveCard", let version = card["version"]?.string,
            ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5"].contains(version)
        else { return "the card's version is not known" }
        guard let blocks = card["body"]?.array, blocks.allSatisfy(isKnown) else { return "an element is not known" }
        return nil
    }

    private static func isKnown(_ block: JSONValue) -> Bool {
        switch block["type"]?.string {
        case "TextBlock": block["text"]?.string?.isEmpty == false
        case "FactSet":
            block["facts"]?.array?.allSatisfy { $0["title"]?.string != nil && $0["value"]?.string != nil } == true
        case "Container", "ColumnSet", "RichTextBlock", "Image": true
        default: false
        }
    }

    private static func title(of json: JSONValue) -> String {
        json["attachments"]?.array?.first?["content"]?["body"]?.array?.first?["text"]?.string ?? ""
    }

    private static func refused(_ status: Int, _ code: String, _ message: String) -> Reception {
        .refused(code, reply(status, code, message))
    }

    private static func reply(_ status: Int, _ code: String, _ message: String, _ wait: Duration? = nil) -> Reply {
        let error = JSONValue.object([JSONMember("code", .string(code)), JSONMember("message", .string(message))])
        return .json(status, ["error": error], headers: Reply.retryAfter(wait))
    }
}
