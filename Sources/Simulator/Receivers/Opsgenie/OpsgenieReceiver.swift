import BridgeCore
import HTTPTransport

/// A fake of Opsgenie's alerts: `/opsgenie/v2/alerts…`, for the key `simulated-opsgenie`. What it is told is done at once;
/// the true one does it later, and says how it went under `/v2/alerts/requests/ID`.
struct OpsgenieReceiver: Receiver {
    static let key = "simulated-opsgenie"
    private static let limits = [("message", 130), ("alias", 512), ("description", 15_000), ("entity", 512)]
    private static let maximumNote = 25_000
    var shelf = TicketShelf()
    /// How the requests went, oldest first.
    private var requests: [Bool] = []

    private struct Refusal: Error {
        var status: Int
        var message: String
        var errors: [(String, String)] = []
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(Refusal) {
            guard request.header("authorization") == "GenieKey \(Self.key)" else {
                throw Refusal(status: 401, message: "Could not authenticate")
            }
            let path = Array(request.segments.dropFirst())
            guard path.starts(with: ["v2", "alerts"]) else { throw Refusal(status: 404, message: "Not found") }
            return try route(request, Array(path.dropFirst(2)))
        } catch {
            return .refused(error.message, Self.refused(error))
        }
    }

    func throttled(wait: Duration?) -> Reply {
        Self.refused(Refusal(status: 429, message: "You are making too many requests!"))
    }

    var forbidden: Reply {
        Self.refused(Refusal(status: 403, message: "You are not authorized to access this resource"))
    }

    private mutating func route(_ request: ReceivedRequest, _ path: [String]) throws(Refusal) -> Reception {
        switch (request.method, path.count) {
        case ("POST", 0): return create(try Self.body(request))
        case ("GET", 2) where path[0] == "requests": return try shown(path[1])
        case ("POST", 2) where path[1] == "close" || path[1] == "notes":
            let alias = try Self.alias(request, path)
            let json = try Self.body(request)
            return change(alias, json, path[1]) { alert in
                if let note = json["note"]?.string { alert.notes.append(note) }
                if path[1] == "close" { alert.state = "closed" }
            }
        case ("PUT", 2) where path[1] == "priority":
            let json = try Self.body(request)
            guard let priority = json["priority"]?.string else {
                throw Self.invalid([("priority", "Priority is missing")])
            }
            return change(try Self.alias(request, path), json, "priority \(priority)") { alert in
                alert.labels = [alert.labels[0], priority]
            }
        default: throw Refusal(status: 404, message: "Not found")
        }
    }

    /// An alert is named by Opsgenie's own id unless the query says that it is the alias.
    private static func alias(_ request: ReceivedRequest, _ path: [String]) throws(Refusal) -> String {
        guard request.parameter("identifierType") == "alias" else {
            throw invalid([("identifier", "Identifier is not a valid id")])
        }
        return path[0]
    }

    private static func body(_ request: ReceivedRequest) throws(Refusal) -> JSONValue {
        guard request.mediaType == "application/json", let json = try? JSONValue(parsing: request.body),
            json.members != nil
        else { throw Refusal(status: 400, message: "Request body is not a valid JSON") }
        let faults = faults(in: json, isAlert: request.segments.count == 3)
        guard faults.isEmpty else { throw invalid(faults) }
        return json
    }

    private static func faults(in json: JSONValue, isAlert: Bool) -> [(String, String)] {
        var faults: [(String, String)] = []
        if isAlert, json["message"]?.string?.isEmpty != false {
            faults.append(("message", "Message can not be empty."))
        }
        for (name, limit) in limits where (json[name]?.string?.utf16.count ?? 0) > limit {
            faults.append((name, "\(name) is too long, at most \(limit) characters"))
        }
        if (json["note"]?.string?.utf16.count ?? 0) > maximumNote { faults.append(("note", "note is too long")) }
        if let priority = json["priority"]?.string, !["P1", "P2", "P3", "P4", "P5"].contains(priority) {
            faults.append(("priority", "should be one of [ P1, P2, P3, P4, P5 ]"))
        }
        if !(json["details"]?.members ?? []).allSatisfy({ $0.value.string != nil }) {
            faults.append(("details", "details must be a map of strings"))
        }
        return faults
    }

    /// There is one open alert of an alias: a second one only counts.
    private mutating func create(_ json: JSONValue) -> Reception {
        let message = json["message"]?.string ?? ""
        let alias = json["alias"]?.string ?? message
        if let open = open(alias) {
            return queued(Letter(id: alias, title: "alert \(open.id) again: \(message)", body: json.bytes), true)
        }
        let labels = [alias] + (json["priority"]?.string.map { [$0] } ?? [])
        let made = shelf.make(title: message, state: "open", labels: labels, note: json["description"]?.string ?? "")
        return queued(
            made.map { Letter(id: alias, title: "alert \($0.id) opened: \(message)", body: json.bytes) }, made != nil)
    }

    private mutating func change(
        _ alias: String, _ json: JSONValue, _ word: String, _ change: (inout SimulatedTicket) -> Void
    ) -> Reception {
        guard let alert = open(alias) else { return queued(nil, false) }
        shelf.change(alert.id, change)
        return queued(Letter(id: alias, title: "alert \(alert.id) \(word): \(alert.title)", body: json.bytes), true)
    }

    private func open(_ alias: String) -> SimulatedTicket? { shelf.labelled(alias).first { $0.state == "open" } }

    /// It says nothing but that it understood.
    private mutating func queued(_ letter: Letter?, _ isDone: Bool) -> Reception {
        if requests.count < 10_000 { requests.append(isDone) }
        var writer = JSONWriter()
        writer.object { out in
            out.member("result", "Request will be processed")
            out.member("requestId", "simulated-\(requests.count)")
        }
        return Reception(verdict: .accepted(letter.map { [$0] } ?? []), reply: .json(202, writer.bytes))
    }

    private func shown(_ id: String) throws(Refusal) -> Reception {
        let number = Int(id.replacing("simulated-", with: "")) ?? 0
        guard (1...max(1, requests.count)).contains(number), number <= requests.count else {
            throw Refusal(status: 404, message: "Request not found. It might not be processed, yet.")
        }
        let isDone = requests[number - 1]
        var writer = JSONWriter()
        writer.object { out in
            out.member(
                "data",
                object: { data in
                    data.member("success", isDone)
                    data.member("isSuccess", isDone)
                    data.member("status", isDone ? "Done" : "Alert does not exist")
                })
        }
        return Reception(verdict: .accepted([]), reply: .json(200, writer.bytes))
    }

    private static func invalid(_ errors: [(String, String)]) -> Refusal {
        Refusal(status: 422, message: "Request body is not processable. Please check the errors.", errors: errors)
    }

    private static func refused(_ refusal: Refusal) -> Reply {
        var writer = JSONWriter()
        writer.object { out in
            out.member("message", refusal.message)
            if !refusal.errors.isEmpty {
                out.member("errors", object: { list in refusal.errors.forEach { list.member($0.0, $0.1) } })
            }
            out.member("took", raw: "0.001".utf8)
            out.member("requestId", "simulated-refusal")
        }
        return .json(refusal.status, writer.bytes)
    }
}
