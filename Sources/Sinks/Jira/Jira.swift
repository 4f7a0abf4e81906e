package import BridgeCore
package import HTTPTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Issues of a project in Jira Cloud (<https://developer.atlassian.com/cloud/jira/platform/rest/v3/>) or Data Center, one
/// for each finding.
package struct Jira: TicketSystem {
    /// What the configuration says about one project. ``HTTPConnection/url`` is the site.
    package struct Options: TicketOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var reopensWithin: Duration
        package var api: JiraAPI
        /// Whose token it is; `nil` for a personal access token, which needs none.
        package var user: String?
        package var token: Secret
        /// Its key.
        package var project: String
        package var issueType: String
        /// `nil` leaves it to the project.
        package var priorities: SeverityWords?
        /// Besides the one by which an issue is found again.
        package var labels: [String]
        /// What else the project asks for, as Jira takes it.
        package var fields: [JSONMember]
        /// Where a transition's screen asks for one.
        package var resolution: String?
        /// The transitions to close and to open again, by their own names or those of the status that they lead to;
        /// `nil` for the first of the right category.
        package var closing: String?
        package var reopening: String?
        package var secrets: [Secret] { [token] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), api: JiraAPI = .cloud,
            user: String? = nil, token: Secret, project: String, issueType: String = "Task",
            priorities: SeverityWords? = nil, labels: [String] = [], fields: [JSONMember] = [],
            resolution: String? = nil, closing: String? = nil, reopening: String? = nil,
            reopensWithin: Duration = .seconds(7 * 86_400)
        ) {
            (self.connection, self.renderer, self.api, self.user) = (connection, renderer, api, user)
            (self.token, self.project, self.issueType) = (token, project, issueType)
            (self.priorities, self.labels, self.fields) = (priorities, labels, fields)
            (self.resolution, self.reopensWithin) = (resolution, reopensWithin)
            (self.closing, self.reopening) = (closing, reopening)
        }
    }

    /// What every issue gets from us.
    package static let ownFields = ["project", "issuetype", "summary", "description", "labels", "priority"]
    /// Jira refuses longer ones.
    private static let maximumSummary = 255
    private static let maximumText = 32_000
    package let renderer: MessageRenderer
    package let reopensWithin: Duration
    private let options: Options
    private let base: String
    private let token: String
    private let authorization: String

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.options = options
        renderer = options.renderer
        reopensWithin = options.reopensWithin
        base = "\(url.withoutSlash)/rest/api/\(options.api.version)/"
        let token = try options.token.read(file)
        self.token = token
        let basic = options.user.map { Data("\($0):\(token)".utf8).base64EncodedString() }
        authorization = basic.map { "Basic \($0)" } ?? "Bearer \(token)"
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        .tickets("jira", perMinute: 20)
    }

    package var secrets: [String] { [token, authorization] }

    // MARK: Tickets

    package func find(_ key: TicketKey, over talk: Conversation) async throws(Interruption) -> [Ticket] {
        let project = Self.quoted(options.project)
        let search = request(.post, options.api.search) { query in
            query.member("jql", "project = \(project) AND labels = \"\(key)\" ORDER BY created DESC")
            query.member("fields", array: { $0.string("status") })
            query.member("maxResults", 10)
        }
        let reply = try await talk.ask(search, verdict: verdict)
        return try reply.list(at: "issues").compactMap(Self.ticket)
    }

    package func look(at id: String, over talk: Conversation) async throws(Interruption) -> Ticket? {
        let reply = try await talk.ask(request(.get, "\(Self.path(id))?fields=status"))
        guard reply.response.status != 404 else { return nil }
        try reply.expect(verdict)
        return Self.ticket(try reply.json())
    }

    package func create(_ draft: TicketDraft, over talk: Conversation) async throws(Interruption) -> String {
        let reply = try await talk.ask(
            request(.post, "issue") { $0.member("fields", object: { write(draft, &$0) }) }, verdict: verdict)
        return try reply.id(at: "key")
    }

    package func comment(
        _ message: Message, on id: String, over talk: Conversation
    ) async throws(Interruption) {
        let comment = request(.post, "\(Self.path(id))/comment") { text("body", message, heading: true, &$0) }
        _ = try await talk.ask(comment, verdict: verdict)
    }

    package func close(_ id: String, with message: Message, over talk: Conversation) async throws(Interruption) {
        try await move(id, options.closing, to: [.done], "close it", over: talk)
    }

    package func reopen(_ id: String, over talk: Conversation) async throws(Interruption) {
        try await move(id, options.reopening, to: [.new, .indeterminate], "open it again", over: talk)
    }

    // MARK: Workflow

    /// - Parameters:
    ///   - name: of the transition, if it must be a certain one.
    ///   - categories: the best one first.
    private func move(
        _ id: String, _ name: String?, to categories: [JiraTransition.Category], _ step: String, over talk: Conversation
    ) async throws(Interruption) {
        let path = "\(Self.path(id))/transitions"
        let reply = try await talk.ask(request(.get, path + "?expand=transitions.fields"), verdict: verdict)
        let offered = (try reply.json()["transitions"]?.array ?? []).compactMap(JiraTransition.init)
        let fitting = categories.compactMap { wanted in offered.first { $0.category == wanted } }
        guard let found = name.map({ name in offered.first { $0.isNamed(name) } }) ?? fitting.first else {
            throw Interruption(.rejected(reason: Self.noWay(id, step, name, offered)))
        }
        _ = try await talk.ask(request(.post, path) { write(found, &$0) }) { JiraAnswer($0).refusal(of: step) }
    }

    private static func noWay(_ id: String, _ step: String, _ name: String?, _ offered: [JiraTransition]) -> String {
        let wanted = name.map { " (wanted: \($0); offered: \(offered.flatMap(\.names).joined(separator: ", ")))" }
        return "\(id): no transition from its status lets this account \(step)\(wanted ?? ""): "
            + JiraAnswer.workflowAdvice
    }

    private func write(_ step: JiraTransition, _ body: inout JSONWriter) {
        body.member("transition", object: { $0.member("id", step.id) })
        guard let resolution = step.resolution(options.resolution) else { return }
        body.member(
            "fields", object: { $0.member("resolution", object: { $0.member("name", resolution) }) })
    }

    // MARK: Requests

    private func write(_ draft: TicketDraft, _ issue: inout JSONWriter) {
        issue.member("project", object: { $0.member("key", options.project) })
        issue.member("issuetype", object: { $0.member("name", options.issueType) })
        issue.member("summary", draft.message.headline.onOneLine.fitted(to: Self.maximumSummary, in: .utf16))
        let earlier = draft.earlier.map { [renderer.language.follows($0)] } ?? []
        text("description", draft.message, heading: false, before: earlier, &issue)
        issue.member(
            "labels", array: { array in ([draft.key.description] + options.labels).forEach { array.string($0) } })
        if let priorities = options.priorities {
            issue.member("priority", object: { $0.member("name", priorities[draft.severity]) })
        }
        options.fields.forEach { issue.member($0.name, $0.value) }
    }

    private func text(
        _ name: String, _ message: Message, heading: Bool, before: [String] = [], _ body: inout JSONWriter
    ) {
        switch options.api {
        case .cloud:
            body.member(
                name, raw: JiraDocument(message, in: renderer.language).json(heading: heading, before: before))
        case .datacenter:
            let text = MarkedText(message, in: renderer.language, .wiki)
            body.member(name, text.text(heading: heading, limit: Self.maximumText, before: before))
        }
    }

    private func request(
        _ method: HTTPRequest.Method, _ path: String, _ body: ((inout JSONWriter) -> Void)? = nil
    ) -> HTTPRequest {
        HTTPRequest(
            method: method, url: base + path,
            headers: [
                HTTPHeader(name: "Authorization", value: authorization),
                HTTPHeader(name: "Accept", value: "application/json"),
                HTTPHeader(name: "Content-Type", value: "application/json"),
            ],
            body: body.map(JSONWriter.object))
    }

    /// A search is a question, too, although it is posted.
    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? {
        let isQuestion = request.method == .get || request.url.hasSuffix("/\(options.api.search)")
        return isQuestion ? HTTPResponse(status: 200, body: Array(#"{"issues":[]}"#.utf8)) : nil
    }

    private static func path(_ id: String) -> String { "issue/\(PercentEncoding.component(id))" }

    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    private static func ticket(_ issue: JSONValue) -> Ticket? {
        guard let key = issue["key"]?.string else { return nil }
        let category = issue["fields"]?["status"]?["statusCategory"]?["key"]?.string
        return Ticket(id: key, isOpen: category != JiraTransition.Category.done.rawValue)
    }

    private var verdict: @Sendable (HTTPReply) -> Outcome {
        { JiraAnswer($0).outcome }
    }
}
