import BridgeCore
import HTTPTransport

/// A fake of the issues of GitHub's REST API: `/github/repos/OWNER/NAME/issues…`, for the token `simulated-github`.
struct GitHubReceiver: Receiver {
    static let token = "simulated-github"
    private static let maximumTitle = 256
    private static let maximumBody = 65_536
    private static let maximumLabel = 50
    var shelf = TicketShelf()

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(GitHubError) {
            try Self.admit(request)
            let path = Array(request.segments.dropFirst())
            guard path.count >= 4, path[0] == "repos", path[3] == "issues" else { throw .notFound }
            return try route(request, Array(path.dropFirst(4)))
        } catch {
            return .refused(error.text, error.reply)
        }
    }

    func throttled(wait: Duration?) -> Reply {
        let wait = wait.map { [HTTPHeader(name: "Retry-After", value: $0.retryAfter)] } ?? []
        return GitHubError.secondaryLimit.reply(with: wait)
    }

    var forbidden: Reply { GitHubError.forbidden.reply }

    private static func admit(_ request: ReceivedRequest) throws(GitHubError) {
        guard request.header("user-agent")?.isEmpty == false else { throw .noUserAgent }
        guard request.header("authorization") == "Bearer \(token)" else { throw .badCredentials }
    }

    private mutating func route(_ request: ReceivedRequest, _ path: [String]) throws(GitHubError) -> Reception {
        switch (request.method, path.count) {
        case ("GET", 0): return found(request.parameter("labels") ?? "")
        case ("POST", 0): return try create(try Self.body(request))
        case ("GET", 1): return Self.shown(try issue(path[0]))
        case ("PATCH", 1): return try patch(path[0], try Self.body(request))
        case ("POST", 2) where path[1] == "comments": return try comment(path[0], try Self.body(request))
        default: throw .notFound
        }
    }

    private static func body(_ request: ReceivedRequest) throws(GitHubError) -> JSONValue {
        guard let json = try? JSONValue(parsing: request.body), json.members != nil else { throw .problemsParsing }
        return json
    }

    private func issue(_ id: String) throws(GitHubError) -> SimulatedTicket {
        if let issue = shelf[id] { return issue }
        throw shelf.tickets.contains { $0.id == id } ? .deleted : .notFound
    }

    private func found(_ label: String) -> Reception {
        var writer = JSONWriter()
        writer.array { list in shelf.labelled(label).forEach { list.issue($0) } }
        return Reception(verdict: .accepted([]), reply: .json(200, writer.bytes))
    }

    private mutating func create(_ json: JSONValue) throws(GitHubError) -> Reception {
        guard let title = json["title"]?.string, !title.isEmpty else { throw .invalid("title", "missing_field") }
        guard title.count <= Self.maximumTitle else {
            throw .invalid("title", "is too long (maximum is 256 characters)")
        }
        let body = try Self.text(json)
        let labels = (json["labels"]?.array ?? []).compactMap(\.string)
        guard labels.allSatisfy({ $0.count <= Self.maximumLabel }) else { throw .invalid("labels", "name is too long") }
        guard let issue = shelf.make(title: title, state: "open", labels: labels, note: body) else {
            throw .secondaryLimit
        }
        let letter = Letter(id: labels.first, title: "#\(issue.id) opened: \(title)", body: json.bytes)
        return Self.taken(letter, 201, issue)
    }

    private mutating func patch(_ id: String, _ json: JSONValue) throws(GitHubError) -> Reception {
        let issue = try issue(id)
        guard let state = json["state"]?.string, ["open", "closed"].contains(state) else {
            throw .invalid("state", "invalid")
        }
        let reasons = state == "open" ? ["reopened"] : ["completed", "not_planned"]
        if let reason = json["state_reason"]?.string, !reasons.contains(reason) {
            throw .invalid("state_reason", "invalid")
        }
        shelf.change(id) { $0.state = state }
        let word = state == "open" ? "reopened" : "closed"
        return Self.taken(Letter(title: "#\(id) \(word): \(issue.title)", body: json.bytes), 200, shelf[id] ?? issue)
    }

    private mutating func comment(_ id: String, _ json: JSONValue) throws(GitHubError) -> Reception {
        let issue = try issue(id)
        let text = try Self.text(json)
        guard !text.isEmpty else { throw .invalid("body", "missing_field") }
        shelf.change(id) { $0.notes.append(text) }
        return Self.taken(Letter(title: "#\(id) comment: \(text.firstLine)", body: json.bytes), 201, issue)
    }

    private static func text(_ json: JSONValue) throws(GitHubError) -> String {
        let text = json["body"]?.string ?? ""
        guard text.unicodeScalars.count <= maximumBody else {
            throw .invalid("body", "is too long (maximum is 65536 characters)")
        }
        return text
    }

    private static func shown(_ issue: SimulatedTicket) -> Reception { reception([], 200, issue) }

    private static func taken(_ letter: Letter, _ status: Int, _ issue: SimulatedTicket) -> Reception {
        reception([letter], status, issue)
    }

    private static func reception(_ letters: [Letter], _ status: Int, _ issue: SimulatedTicket) -> Reception {
        var writer = JSONWriter()
        writer.array { $0.issue(issue) }
        return Reception(verdict: .accepted(letters), reply: .json(status, Array(writer.bytes.dropFirst().dropLast())))
    }
}

extension String {
    /// The first line that says something, without marks.
    var firstLine: String {
        String(split(separator: "\n").first { !$0.isEmpty } ?? "").replacing("**", with: "")
    }
}

extension JSONWriter {
    fileprivate mutating func issue(_ issue: SimulatedTicket) {
        object {
            $0.member("number", Int(issue.id) ?? 0)
            $0.member("title", issue.title)
            $0.member("state", issue.state)
            $0.member(
                "labels",
                array: { labels in issue.labels.forEach { label in labels.object { $0.member("name", label) } } })
        }
    }
}
