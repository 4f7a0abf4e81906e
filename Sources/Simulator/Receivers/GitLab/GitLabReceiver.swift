import BridgeCore
import HTTPTransport

/// A fake of GitLab's issues: `/gitlab/api/v4/projects/acme%2Fsecurity/issues…`, for the token `simulated-gitlab`. A line
/// that is a quick action is carried out, as GitLab does.
struct GitLabReceiver: Receiver {
    static let token = "simulated-gitlab"
    static let projects = ["acme/security", "42"]
    private static let maximumTitle = 255
    private static let maximumText = 1_048_576
    var shelf = TicketShelf()

    private struct Refusal: Error {
        var status: Int
        /// The body.
        var json: JSONValue
        var text: String

        init(_ status: Int, _ message: String) {
            (self.status, text) = (status, message)
            json = .object([.init("message", .string(message))])
        }

        /// As the model of an issue says it.
        init(field: String, _ fault: String) {
            (status, text) = (400, "\(field) \(fault)")
            let fields = JSONValue.object([.init(field, .array([.string(fault)]))])
            json = .object([.init("message", fields)])
        }

        /// As the check of the parameters says it.
        init(parameter fault: String) {
            (status, text) = (400, fault)
            json = .object([.init("error", .string(fault))])
        }
    }

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(Refusal) {
            guard request.header("private-token") == Self.token else { throw Refusal(401, "401 Unauthorized") }
            let path = Array(request.segments.dropFirst())
            guard path.count >= 5, path.prefix(3) == ["api", "v4", "projects"], path[4] == "issues" else {
                throw Refusal(404, "404 Not Found")
            }
            guard Self.projects.contains(path[3]) else { throw Refusal(404, "404 Project Not Found") }
            return try route(request, Array(path.dropFirst(5)))
        } catch {
            return .refused(error.text, .json(error.status, error.json.bytes))
        }
    }

    func throttled(wait: Duration?) -> Reply {
        .text(429, "Retry later\n", headers: [HTTPHeader(name: "Retry-After", value: (wait ?? .seconds(1)).retryAfter)])
    }

    var forbidden: Reply { .json(403, JSONValue.object([.init("message", .string("403 Forbidden"))]).bytes) }

    private mutating func route(_ request: ReceivedRequest, _ path: [String]) throws(Refusal) -> Reception {
        switch (request.method, path.count) {
        case ("GET", 0): return try found(request)
        case ("POST", 0): return try create(try Self.body(request))
        case ("GET", 1): return Self.reception([], 200, try issue(path[0]))
        case ("PUT", 1): return try edit(path[0], try Self.body(request))
        case ("POST", 2) where path[1] == "notes": return try note(path[0], try Self.body(request))
        default: throw Refusal(404, "404 Not Found")
        }
    }

    private static func body(_ request: ReceivedRequest) throws(Refusal) -> JSONValue {
        guard request.mediaType == "application/json", let json = try? JSONValue(parsing: request.body),
            json.members != nil
        else { throw Refusal(400, "400 Bad request") }
        return json
    }

    private func issue(_ id: String) throws(Refusal) -> SimulatedTicket {
        guard let issue = shelf[id] else { throw Refusal(404, "404 Not found") }
        return issue
    }

    private func found(_ request: ReceivedRequest) throws(Refusal) -> Reception {
        let state = request.parameter("state") ?? "all"
        guard ["all", "opened", "closed"].contains(state) else {
            throw Refusal(parameter: "state does not have a valid value")
        }
        let issues = shelf.labelled(request.parameter("labels") ?? "").filter { state == "all" || $0.state == state }
        var writer = JSONWriter()
        writer.array { list in issues.forEach { list.issue($0) } }
        return Reception(verdict: .accepted([]), reply: .json(200, writer.bytes))
    }

    private mutating func create(_ json: JSONValue) throws(Refusal) -> Reception {
        guard let title = json["title"]?.string, !title.isEmpty else { throw Refusal(parameter: "title is missing") }
        guard title.count <= Self.maximumTitle else {
            throw Refusal(field: "title", "is too long (maximum is 255 characters)")
        }
        let text = try Self.text(json["description"], "description")
        let labels = (json["labels"]?.string ?? "").split(separator: ",").map(String.init)
        guard let made = shelf.make(title: title, state: "opened", labels: labels, note: text) else {
            throw Refusal(429, "Retry later")
        }
        obey(text, made.id)
        let letter = Letter(id: labels.first, title: "#\(made.id) opened: \(title)", body: json.bytes)
        return Self.reception([letter], 201, made)
    }

    private mutating func edit(_ id: String, _ json: JSONValue) throws(Refusal) -> Reception {
        let issue = try issue(id)
        guard let event = json["state_event"]?.string, ["close", "reopen"].contains(event) else {
            throw Refusal(parameter: "state_event does not have a valid value")
        }
        shelf.change(id) { $0.state = event == "close" ? "closed" : "opened" }
        let word = event == "close" ? "closed" : "reopened"
        return Self.reception(
            [Letter(title: "#\(id) \(word): \(issue.title)", body: json.bytes)], 200, shelf[id] ?? issue)
    }

    private mutating func note(_ id: String, _ json: JSONValue) throws(Refusal) -> Reception {
        let issue = try issue(id)
        let text = try Self.text(json["body"], "note")
        guard !text.isEmpty else { throw Refusal(parameter: "body is missing") }
        shelf.change(id) { $0.notes.append(text) }
        obey(text, id)
        return Self.reception([Letter(title: "#\(id) note: \(text.firstLine)", body: json.bytes)], 201, issue)
    }

    private static func text(_ value: JSONValue?, _ field: String) throws(Refusal) -> String {
        let text = value?.string ?? ""
        guard text.count <= maximumText else {
            throw Refusal(field: field, "is too long (maximum is 1048576 characters)")
        }
        return text
    }

    /// Carries out the quick actions of a text.
    private mutating func obey(_ text: String, _ id: String) {
        for line in text.split(separator: "\n") where line.hasPrefix("/close") || line.hasPrefix("/reopen") {
            shelf.change(id) { $0.state = line.hasPrefix("/close") ? "closed" : "opened" }
        }
    }

    private static func reception(_ letters: [Letter], _ status: Int, _ issue: SimulatedTicket) -> Reception {
        var writer = JSONWriter()
        writer.issue(issue)
        return Reception(verdict: .accepted(letters), reply: .json(status, writer.bytes))
    }
}

extension JSONWriter {
    fileprivate mutating func issue(_ issue: SimulatedTicket) {
        object { out in
            out.member("id", 70_000 + (Int(issue.id) ?? 0))
            out.member("iid", Int(issue.id) ?? 0)
            out.member("title", issue.title)
            out.member("state", issue.state)
            out.member("labels", array: { labels in issue.labels.forEach { labels.string($0) } })
        }
    }
}
