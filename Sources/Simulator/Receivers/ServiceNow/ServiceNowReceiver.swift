import BridgeCore
import HTTPTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A fake of ServiceNow's Table API: `/servicenow/api/now/table/incident…`, for `checkbridge` and the password
/// `simulated-servicenow`. Of a query it takes no notice of what it does not know, as the true one does.
struct ServiceNowReceiver: Receiver {
    static let user = "checkbridge"
    static let password = "simulated-servicenow"
    /// What is longer is cut off in silence.
    private static let maximumSummary = 160
    private static let maximumText = 4000
    private static let closedStates = ["7", "8"]
    var shelf = TicketShelf()

    private struct Refusal: Error {
        var status: Int
        var message: String
        var detail: String
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(Refusal) {
            let expected = "Basic " + Data("\(Self.user):\(Self.password)".utf8).base64EncodedString()
            guard request.header("authorization") == expected else { throw Self.unauthenticated }
            let path = Array(request.segments.dropFirst())
            guard path.count >= 4, path.prefix(3) == ["api", "now", "table"] else {
                throw Refusal(
                    status: 400, message: "Requested URI does not represent any resource", detail: request.path)
            }
            guard path[3] == "incident" else {
                throw Refusal(status: 400, message: "Invalid table \(path[3])", detail: "null")
            }
            return try route(request, Array(path.dropFirst(4)))
        } catch {
            return .refused("\(error.message): \(error.detail)", Self.refused(error))
        }
    }

    private static var unauthenticated: Refusal {
        Refusal(status: 401, message: "User Not Authenticated", detail: "Required to provide Auth information")
    }

    func throttled(wait: Duration?) -> Reply {
        var reply = Self.refused(Refusal(status: 429, message: "Rate limit exceeded", detail: "null"))
        reply.headers.append(HTTPHeader(name: "Retry-After", value: (wait ?? .seconds(1)).retryAfter))
        return reply
    }

    var forbidden: Reply {
        Self.refused(
            Refusal(
                status: 403, message: "Operation Failed",
                detail: "ACL Exception Insert Failed due to security constraints"))
    }

    private mutating func route(_ request: ReceivedRequest, _ path: [String]) throws(Refusal) -> Reception {
        switch (request.method, path.count) {
        case ("GET", 0): return found(request)
        case ("POST", 0): return try create(try Self.body(request))
        case ("GET", 1): return Self.reception([], 200, try record(path[0]))
        case ("PATCH", 1): return try patch(path[0], try Self.body(request))
        default: throw Refusal(status: 405, message: "Method not supported", detail: "null")
        }
    }

    private static func body(_ request: ReceivedRequest) throws(Refusal) -> JSONValue {
        guard request.mediaType == "application/json", let json = try? JSONValue(parsing: request.body),
            json.members != nil
        else {
            throw Refusal(
                status: 400, message: "Exception while reading request", detail: "The payload is not valid JSON")
        }
        return json
    }

    private func record(_ id: String) throws(Refusal) -> SimulatedTicket {
        guard let record = shelf[id] else {
            throw Refusal(
                status: 404, message: "No Record found",
                detail: "Record doesn't exist or ACL restricts the record retrieval")
        }
        return record
    }

    private func found(_ request: ReceivedRequest) -> Reception {
        let terms = (request.parameter("sysparm_query") ?? "").split(separator: "^")
        let ids = terms.filter { $0.hasPrefix("correlation_id=") }.map { String($0.dropFirst(15)) }
        let records = shelf.tickets.reversed().filter { record in
            !record.isDeleted && ids.allSatisfy { record.labels == [$0] }
        }
        let limit = request.parameter("sysparm_limit").flatMap { Int($0) } ?? 10_000
        var writer = JSONWriter()
        writer.object { out in
            out.member("result", array: { list in records.prefix(limit).forEach { list.record($0) } })
        }
        return Reception(verdict: .accepted([]), reply: .json(200, writer.bytes))
    }

    private mutating func create(_ json: JSONValue) throws(Refusal) -> Reception {
        let title = String((json["short_description"]?.string ?? "").prefix(Self.maximumSummary))
        let text = String((json["description"]?.string ?? "").prefix(Self.maximumText))
        let key = json["correlation_id"]?.string ?? ""
        let made = shelf.make(title: title, state: "1", labels: [key], note: text) { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 32 - digits.count) + digits
        }
        guard let made else { throw Refusal(status: 403, message: "Operation Failed", detail: "too many records") }
        let letter = Letter(id: key, title: "\(made.number) opened: \(title)", body: json.bytes)
        return Self.reception([letter], 201, made)
    }

    private mutating func patch(_ id: String, _ json: JSONValue) throws(Refusal) -> Reception {
        let record = try record(id)
        guard !Self.closedStates.contains(record.state) else {
            throw Refusal(
                status: 403, message: "Operation Failed",
                detail: "ACL Exception Update Failed due to security constraints")
        }
        if json["state"]?.text == "6" { try Self.checkClosing(json) }
        shelf.change(id) { record in
            if let state = json["state"]?.text { record.state = state }
            if let note = json["work_notes"]?.string { record.notes.append(note) }
        }
        let changed = shelf[id] ?? record
        let word = json["state"].map { "state \($0.text ?? "")" } ?? "work note"
        return Self.reception(
            [Letter(title: "\(record.number) \(word): \(record.title)", body: json.bytes)], 200, changed)
    }

    private static func checkClosing(_ json: JSONValue) throws(Refusal) {
        let missing = [("close_code", "Resolution code"), ("close_notes", "Resolution notes")]
            .filter { json[$0.0]?.string?.isEmpty != false }.map(\.1)
        guard !missing.isEmpty else { return }
        throw Refusal(
            status: 403, message: "Operation Failed",
            detail: "Data Policy Exception: The following fields are mandatory: \(missing.joined(separator: ", "))")
    }

    private static func reception(_ letters: [Letter], _ status: Int, _ record: SimulatedTicket) -> Reception {
        var writer = JSONWriter()
        writer.object { out in
            out.name("result")
            out.record(record)
        }
        return Reception(verdict: .accepted(letters), reply: .json(status, writer.bytes))
    }

    private static func refused(_ refusal: Refusal) -> Reply {
        var writer = JSONWriter()
        writer.object { out in
            out.member(
                "error",
                object: { error in
                    error.member("message", refusal.message)
                    error.member("detail", refusal.detail)
                })
            out.member("status", "failure")
        }
        return .json(refusal.status, writer.bytes)
    }
}

extension SimulatedTicket {
    /// As people call an incident.
    fileprivate var number: String { "INC\(10_000 + (Int(id, radix: 16) ?? 0))" }
}

extension JSONWriter {
    fileprivate mutating func record(_ record: SimulatedTicket) {
        object { out in
            out.member("sys_id", record.id)
            out.member("number", record.number)
            out.member("state", record.state)
            out.member("active", ["7", "8"].contains(record.state) ? "false" : "true")
            out.member("correlation_id", record.labels.first ?? "")
            out.member("short_description", record.title)
        }
    }
}
