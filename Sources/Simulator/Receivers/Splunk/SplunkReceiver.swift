import BridgeCore

/// A fake of Splunk's HTTP Event Collector at `/splunk`, for the token `simulated-splunk`, which may write to the indexes
/// `main` and `security`. The token `acknowledged` asks for acknowledgement.
struct SplunkReceiver: Receiver {
    private static let maximumBody = 1_000_000

    private struct Invalid: Error {
        var status = 400
        var code: Int
        var text: String
        /// Which event is bad, counted from 0.
        var number: Int?
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        let path = request.segments.dropFirst().joined(separator: "/")
        guard request.method == "POST", ["services/collector", "services/collector/event"].contains(path) else {
            return .refused("not found", .text(404, "The requested URL was not found on this server."))
        }
        // Whatever stands before a bad event has been taken by then, which is why a repetition shows twice.
        var letters: [Letter] = []
        do throws(Invalid) {
            try Self.authorize(request)
            try Self.read(request.body, into: &letters)
            let reply = Self.reply(Invalid(status: 200, code: 0, text: "Success"))
            return Reception(verdict: .accepted(letters), reply: reply)
        } catch {
            return Reception(
                verdict: letters.isEmpty ? .refused(error.text) : .accepted(letters), reply: Self.reply(error))
        }
    }

    func throttled(wait: Duration?) -> Reply {
        var reply = Self.reply(Invalid(status: 503, code: 9, text: "Server is busy"))
        reply.headers += Reply.retryAfter(wait)
        return reply
    }

    var forbidden: Reply { Self.reply(Invalid(status: 403, code: 4, text: "Invalid token")) }

    private static func authorize(_ request: ReceivedRequest) throws(Invalid) {
        guard let header = request.header("authorization") else {
            throw Invalid(status: 401, code: 2, text: "Token is required")
        }
        switch header {
        case "Splunk simulated-splunk": break
        case "Splunk acknowledged" where request.header("x-splunk-request-channel") == nil:
            throw Invalid(code: 10, text: "Data channel is missing")
        case let other where !other.hasPrefix("Splunk "):
            throw Invalid(status: 401, code: 3, text: "Invalid authorization")
        default: throw Invalid(status: 403, code: 4, text: "Invalid token")
        }
    }

    private static func read(_ body: [UInt8], into letters: inout [Letter]) throws(Invalid) {
        guard body.count <= maximumBody else { throw Invalid(status: 413, code: 27, text: "Request entity too large") }
        guard let objects = JSONValue.sequence(in: body) else {
            throw Invalid(code: 6, text: "Invalid data format", number: 0)
        }
        guard !objects.isEmpty else { throw Invalid(code: 5, text: "No data") }
        for (number, object) in objects.enumerated() { letters.append(try letter(object, number)) }
    }

    private static func letter(_ object: JSONValue, _ number: Int) throws(Invalid) -> Letter {
        let known = ["time", "host", "source", "sourcetype", "index", "event", "fields"]
        guard let members = object.members, members.allSatisfy({ known.contains($0.name) }),
            object["time"].map({ $0.text.flatMap { Double($0) } != nil }) ?? true
        else { throw Invalid(code: 6, text: "Invalid data format", number: number) }
        guard let event = object["event"] else {
            throw Invalid(code: 12, text: "Event field is required", number: number)
        }
        guard event.string != "" else { throw Invalid(code: 13, text: "Event field cannot be blank", number: number) }
        guard ["main", "security"].contains(object["index"]?.string ?? "main") else {
            throw Invalid(code: 7, text: "Incorrect index", number: number + 1)
        }
        return Letter(id: event["id"]?.string, title: event.eventTitle, body: object.bytes)
    }

    private static func reply(_ answer: Invalid) -> Reply {
        var members = [JSONMember("text", .string(answer.text)), JSONMember("code", .number("\(answer.code)"))]
        if let number = answer.number { members.append(JSONMember("invalid-event-number", .number("\(number)"))) }
        return .json(answer.status, JSONValue.object(members).bytes)
    }
}
