import BridgeCore
import HTTPTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A fake of Jira's REST API: `/jira/rest/api/3/…` as the Cloud has it, for `robot@acme.example` and the token
/// `simulated-jira`, and `/jira/rest/api/2/…` as the Data Center has it, for the same as a personal access token.
struct JiraReceiver: Receiver {
    static let token = "simulated-jira"
    static let user = "robot@acme.example"
    private static let maximumSummary = 255
    private static let maximumText = 32_767
    fileprivate static let resolutions = ["Fixed", "Done"]
    private static let priorities = ["Highest", "High", "Medium", "Low", "Lowest"]
    /// So long a search does not know an issue.
    private static let indexLag = Duration.seconds(5)
    var shelf = TicketShelf()
    private var made: [String: Timestamp] = [:]

    mutating func receive(_ request: ReceivedRequest, at now: Timestamp) -> Reception {
        do throws(JiraError) {
            let path = Array(request.segments.dropFirst())
            guard path.count >= 4, path[0] == "rest", path[1] == "api", let version = Int(path[2]),
                [2, 3].contains(version)
            else { throw .noResource }
            try Self.admit(request, version)
            return try route(request, Array(path.dropFirst(3)), version, now)
        } catch {
            return .refused(error.text, error.reply)
        }
    }

    func throttled(wait: Duration?) -> Reply {
        JiraError.rateLimited.reply(
            with: [HTTPHeader(name: "Retry-After", value: (wait ?? .seconds(1)).retryAfter)])
    }

    var forbidden: Reply { JiraError.unauthenticated.reply }

    private static func admit(_ request: ReceivedRequest, _ version: Int) throws(JiraError) {
        let basic = Data("\(user):\(token)".utf8).base64EncodedString()
        let expected = version == 3 ? "Basic \(basic)" : "Bearer \(token)"
        guard request.header("authorization") == expected else { throw .unauthenticated }
    }

    private mutating func route(
        _ request: ReceivedRequest, _ path: [String], _ version: Int, _ now: Timestamp
    ) throws(JiraError) -> Reception {
        switch (request.method, path.count, path[0]) {
        case (_, 1, "search") where version == 3: throw .gone
        case ("POST", 1, "search"),
            ("POST", 2, "search") where version == 3 && path[1] == "jql":
            return try search(try Self.body(request), now)
        case ("POST", 1, "issue"): return try create(try Self.body(request), version, now)
        case ("GET", 2, "issue"): return Self.shown(try issue(path[1]))
        case ("POST", 3, "issue") where path[2] == "comment":
            return try comment(path[1], try Self.body(request), version)
        case ("GET", 3, "issue") where path[2] == "transitions":
            let isExpanded = request.parameter("expand") == "transitions.fields"
            return try transitions(path[1], withFields: isExpanded)
        case ("POST", 3, "issue") where path[2] == "transitions": return try move(path[1], try Self.body(request))
        default: throw .noResource
        }
    }

    private static func body(_ request: ReceivedRequest) throws(JiraError) -> JSONValue {
        guard request.mediaType == "application/json", let json = try? JSONValue(parsing: request.body),
            json.members != nil
        else { throw .notJSON }
        return json
    }

    private func issue(_ key: String) throws(JiraError) -> SimulatedTicket {
        guard let issue = shelf[key] else { throw .noIssue }
        return issue
    }

    // MARK: Questions

    /// It understands one question: `project = "KEY" AND labels = "LABEL" ORDER BY created DESC`.
    private func search(_ json: JSONValue, _ now: Timestamp) throws(JiraError) -> Reception {
        let query = json["jql"]?.string ?? ""
        let form = /project = "(\w+)" AND labels = "([^"\s]+)" ORDER BY created DESC/
        guard let match = query.wholeMatch(of: form) else { throw .badQuery(query) }
        let key = String(match.output.1)
        guard SimulatedProject(rawValue: key) != nil else { throw .noProject(key) }
        let found = shelf.labelled(String(match.output.2)).filter { issue in
            issue.id.hasPrefix("\(key)-") && made[issue.id].map { now - $0 >= Self.indexLag } ?? true
        }
        let hasFields = json["fields"]?.array?.isEmpty == false
        var writer = JSONWriter()
        writer.object { out in
            out.member(
                "issues",
                array: { list in
                    for issue in found {
                        if hasFields { list.issue(issue) } else { list.object { $0.member("id", issue.number) } }
                    }
                })
        }
        return Reception(verdict: .accepted([]), reply: .json(200, writer.bytes))
    }

    private static func shown(_ issue: SimulatedTicket) -> Reception {
        var writer = JSONWriter()
        writer.issue(issue)
        return Reception(verdict: .accepted([]), reply: .json(200, writer.bytes))
    }

    private func transitions(_ key: String, withFields: Bool) throws(JiraError) -> Reception {
        let issue = try issue(key)
        let steps = SimulatedProject(issue: key)?.steps(from: issue.state) ?? []
        var writer = JSONWriter()
        writer.object { out in
            out.member(
                "transitions",
                array: { list in
                    for step in steps { list.step(step.id, step.to, withFields: withFields) }
                })
        }
        return Reception(verdict: .accepted([]), reply: .json(200, writer.bytes))
    }

    // MARK: Changes

    private mutating func create(
        _ json: JSONValue, _ version: Int, _ now: Timestamp
    ) throws(JiraError) -> Reception {
        let fields = json["fields"] ?? .object([])
        let key = fields["project"]?["key"]?.string ?? ""
        guard let project = SimulatedProject(rawValue: key) else { throw .noSuchProject }
        guard project != .readOnly else { throw .mayNotCreate }
        let title = try Self.summary(fields)
        let text = try Self.text(fields["description"] ?? .null, "description", version)
        try Self.check(fields, of: project)
        let labels = try Self.labels(fields)
        guard let issue = shelf.make(title: title, state: "To Do", labels: labels, note: text, id: { "\(key)-\($0)" })
        else { throw .rateLimited }
        made[issue.id] = now
        var writer = JSONWriter()
        writer.object { out in
            out.member("id", issue.number)
            out.member("key", issue.id)
            out.member("self", "https://jira.example/rest/api/\(version)/issue/\(issue.number)")
        }
        let letter = Letter(id: labels.first, title: "\(issue.id) opened: \(title)", body: json.bytes)
        return Reception(verdict: .accepted([letter]), reply: .json(201, writer.bytes))
    }

    private mutating func comment(_ key: String, _ json: JSONValue, _ version: Int) throws(JiraError) -> Reception {
        _ = try issue(key)
        let text = try Self.text(json["body"] ?? .null, "comment", version)
        guard !text.isEmpty else { throw .invalid(field: "comment", "Comment body can not be empty!") }
        shelf.change(key) { $0.notes.append(text) }
        let letter = Letter(title: "\(key) comment: \(text.firstLine)", body: json.bytes)
        return Reception(verdict: .accepted([letter]), reply: .json(201, Array(#"{"id":"20001"}"#.utf8)))
    }

    private mutating func move(_ key: String, _ json: JSONValue) throws(JiraError) -> Reception {
        let issue = try issue(key)
        let id = json["transition"]?["id"]?.text
        guard let step = SimulatedProject(issue: key)?.steps(from: issue.state).first(where: { $0.id == id }) else {
            throw .illegalStep
        }
        let resolution = json["fields"]?["resolution"]?["name"]?.string
        guard (resolution != nil) == (step.to == .done) else {
            let text = step.to == .done ? "Resolution is required." : JiraReceiver.offScreen("resolution")
            throw .invalid(field: "resolution", text)
        }
        if let resolution, !Self.resolutions.contains(resolution) {
            throw .invalid(field: "resolution", "Resolution name '\(resolution)' is not valid")
        }
        shelf.change(key) { $0.state = step.to.rawValue }
        let letter = Letter(title: "\(key) \(step.to.rawValue): \(issue.title)", body: json.bytes)
        return Reception(verdict: .accepted([letter]), reply: Reply(204))
    }

    // MARK: Fields

    private static func summary(_ fields: JSONValue) throws(JiraError) -> String {
        let summary = fields["summary"]?.string ?? ""
        let fault: String? =
            summary.isEmpty
            ? "You must specify a summary of the issue."
            : summary.contains(where: \.isNewline)
                ? "The summary is invalid because it contains newline characters."
                : summary.utf16.count > maximumSummary ? "Summary must be less than 255 characters." : nil
        if let fault { throw .invalid(field: "summary", fault) }
        return summary
    }

    private static func text(_ value: JSONValue, _ field: String, _ version: Int) throws(JiraError) -> String {
        guard let text = version == 3 ? AtlassianDocument.text(of: value) : value.string else {
            let expected =
                version == 3
                ? "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
                : "Operation value must be a string"
            throw .invalid(field: field, expected)
        }
        guard text.utf16.count <= maximumText else {
            throw .invalid(
                field: field, "The entered text is too long. It exceeds the allowed limit of 32,767 characters.")
        }
        return text
    }

    private static func labels(_ fields: JSONValue) throws(JiraError) -> [String] {
        let labels = (fields["labels"]?.array ?? []).compactMap(\.string)
        for label in labels where label.contains(where: \.isWhitespace) {
            throw .invalid(field: "labels", "The label '\(label)' contains spaces which is invalid.")
        }
        return labels
    }

    private static func check(_ fields: JSONValue, of project: SimulatedProject) throws(JiraError) {
        guard ["Task", "Bug"].contains(fields["issuetype"]?["name"]?.string) else {
            throw .invalid(field: "issuetype", "Specify a valid issue type")
        }
        if let priority = fields["priority"]?["name"]?.string, !priorities.contains(priority) {
            throw .invalid(field: "priority", "Priority name '\(priority)' is not valid")
        }
        if let required = project.required, fields[required] == nil {
            throw .invalid(field: required, "Team is required.")
        }
        let known = ["project", "issuetype", "summary", "description", "labels", "priority", "customfield_10042"]
        for member in fields.members ?? [] where !known.contains(member.name) {
            throw .invalid(field: member.name, offScreen(member.name))
        }
    }

    private static func offScreen(_ field: String) -> String {
        "Field '\(field)' cannot be set. It is not on the appropriate screen, or unknown."
    }
}

extension SimulatedTicket {
    /// Jira's own number of an issue.
    fileprivate var number: String { "\(10_000 + (Int(id.drop { $0 != "-" }.dropFirst()) ?? 0))" }
}

extension JSONWriter {
    fileprivate mutating func issue(_ issue: SimulatedTicket) {
        object { out in
            out.member("id", issue.number)
            out.member("key", issue.id)
            out.member(
                "fields",
                object: { fields in
                    fields.name("status")
                    fields.status(SimulatedStatus(rawValue: issue.state) ?? .toDo)
                })
        }
    }

    fileprivate mutating func step(_ id: String, _ status: SimulatedStatus, withFields: Bool) {
        object { out in
            out.member("id", id)
            out.member("name", "Move to \(status.rawValue)")
            out.name("to")
            out.status(status)
            guard withFields else { return }
            out.member(
                "fields",
                object: { fields in
                    guard status == .done else { return }
                    fields.member("resolution", object: { $0.resolutions(JiraReceiver.resolutions) })
                })
        }
    }

    private mutating func resolutions(_ names: [String]) {
        member("required", true)
        member("allowedValues", array: { list in names.forEach { name in list.object { $0.member("name", name) } } })
    }
}
