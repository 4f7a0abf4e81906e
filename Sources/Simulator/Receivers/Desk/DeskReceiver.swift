import BridgeCore
import HTTPTransport

/// A fake of somebody's own tickets: `/desk/api/tickets…`, for the token `simulated-desk`. Of a query it takes no notice
/// of what it does not know, as many do. It heeds `Idempotency-Key`.
struct DeskReceiver: Receiver {
    static let token = "simulated-desk"
    private static let maximumTitle = 200
    private static let maximumText = 10_000
    private static let severities = ["high", "medium", "low", "unknown"]
    private static let maximumKeys = 10_000
    var shelf = TicketShelf()
    /// What was asked and answered under a key.
    private var answers: [String: (asked: String, answer: Reply)] = [:]

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(DeskError) {
            guard request.header("authorization") == "Bearer \(Self.token)" else { throw .unauthorized }
            let path = Array(request.segments.dropFirst())
            guard path.count >= 2, path[0] == "api", path[1] == "tickets" else { throw .notFound }
            if let reply = try earlier(request) {
                return Reception(verdict: .accepted([], duplicates: 1), reply: reply)
            }
            let reception = try route(request, Array(path.dropFirst(2)))
            remember(reception.reply, to: request)
            return reception
        } catch {
            return .refused(error.text, error.reply)
        }
    }

    func throttled(wait: Duration?) -> Reply {
        .error(429, "too many requests", headers: wait.map { [.init(name: "Retry-After", value: $0.retryAfter)] } ?? [])
    }

    var forbidden: Reply { DeskError.forbidden.reply }

    // MARK: Repetitions

    private func earlier(_ request: ReceivedRequest) throws(DeskError) -> Reply? {
        guard let key = request.header("idempotency-key"), let (asked, answer) = answers[key] else { return nil }
        guard asked == Self.summary(request) else { throw .otherRequest }
        return answer
    }

    private mutating func remember(_ reply: Reply, to request: ReceivedRequest) {
        guard let key = request.header("idempotency-key"), answers.count < Self.maximumKeys else { return }
        answers[key] = (Self.summary(request), reply)
    }

    private static func summary(_ request: ReceivedRequest) -> String {
        "\(request.method) \(request.path) \(String(decoding: request.body, as: UTF8.self))"
    }

    // MARK: Tickets

    private mutating func route(_ request: ReceivedRequest, _ path: [String]) throws(DeskError) -> Reception {
        switch (request.method, path.count) {
        case ("GET", 0): return found(request.parameter("external_id"))
        case ("POST", 0):
            return try create(try Self.body(request, ["title", "text", "external_id", "severity", "event"]))
        case ("GET", 1): return Self.reception([], 200, try ticket(path[0]))
        case ("PATCH", 1): return try patch(path[0], try Self.body(request, ["status"]))
        case ("POST", 2) where path[1] == "comments":
            return try comment(path[0], try Self.body(request, ["text"]))
        default: throw .notFound
        }
    }

    private static func body(_ request: ReceivedRequest, _ fields: Set<String>) throws(DeskError) -> JSONValue {
        guard request.mediaType == "application/json", let json = try? JSONValue(parsing: request.body),
            let members = json.members
        else { throw .notJSON }
        if let odd = members.first(where: { !fields.contains($0.name) }) {
            throw .invalid(field: odd.name, "is not a field")
        }
        return json
    }

    private func ticket(_ id: String) throws(DeskError) -> SimulatedTicket {
        if let ticket = shelf[id] { return ticket }
        throw shelf.tickets.contains { $0.id == id } ? .gone : .notFound
    }

    private func found(_ mark: String?) -> Reception {
        let tickets = mark.map(shelf.labelled) ?? shelf.tickets.filter { !$0.isDeleted }
        var writer = JSONWriter()
        writer.object { out in
            out.member("tickets", array: { list in tickets.forEach { list.ticket($0) } })
        }
        return Reception(verdict: .accepted([]), reply: .json(200, writer.bytes))
    }

    private mutating func create(_ json: JSONValue) throws(DeskError) -> Reception {
        let title = try Self.text("title", Self.maximumTitle, json)
        let text = try Self.text("text", Self.maximumText, json)
        guard let severity = json["severity"]?.string, Self.severities.contains(severity) else {
            throw .invalid(field: "severity", "must be one of \(Self.severities.joined(separator: ", "))")
        }
        let marks = json["external_id"]?.string.map { [$0] } ?? []
        guard let ticket = shelf.make(title: title, state: "open", labels: marks, note: text) else { throw .full }
        let letter = Letter(id: marks.first, title: "T-\(ticket.id) opened: \(title)", body: json.bytes)
        return Self.reception([letter], 201, ticket)
    }

    private mutating func patch(_ id: String, _ json: JSONValue) throws(DeskError) -> Reception {
        let ticket = try ticket(id)
        guard let status = json["status"]?.string, ["open", "closed"].contains(status) else {
            throw .invalid(field: "status", "must be open or closed")
        }
        guard ticket.state != "locked" else { throw .conflict("the ticket is locked") }
        shelf.change(id) { $0.state = status }
        let letter = Letter(title: "T-\(id) \(status): \(ticket.title)", body: json.bytes)
        return Self.reception([letter], 200, shelf[id] ?? ticket)
    }

    private mutating func comment(_ id: String, _ json: JSONValue) throws(DeskError) -> Reception {
        let ticket = try ticket(id)
        let text = try Self.text("text", Self.maximumText, json)
        shelf.change(id) { $0.notes.append(text) }
        return Self.reception(
            [Letter(title: "T-\(id) comment: \(text.firstLine)", body: json.bytes)], 201, shelf[id] ?? ticket)
    }

    private static func text(_ name: String, _ limit: Int, _ json: JSONValue) throws(DeskError) -> String {
        guard let text = json[name]?.string, !text.isEmpty else { throw .invalid(field: name, "is required") }
        guard text.unicodeScalars.count <= limit else {
            throw .invalid(field: name, "is longer than \(limit) characters")
        }
        return text
    }

    private static func reception(_ letters: [Letter], _ status: Int, _ ticket: SimulatedTicket) -> Reception {
        var writer = JSONWriter()
        writer.object { out in
            out.name("data")
            out.ticket(ticket)
        }
        return Reception(verdict: .accepted(letters), reply: .json(status, writer.bytes))
    }
}

extension JSONWriter {
    fileprivate mutating func ticket(_ ticket: SimulatedTicket) {
        object { out in
            out.member("id", Int(ticket.id) ?? 0)
            out.member("title", ticket.title)
            out.member("status", ticket.state == "open" ? "open" : "closed")
            out.member("external_id", ifPresent: ticket.labels.first)
        }
    }
}
