package import BridgeCore
package import HTTPTransport

/// Issues of a GitLab project (<https://docs.gitlab.com/api/issues/>), one for each finding.
package struct GitLabIssues: TicketSystem {
    /// What the configuration says about one project. ``HTTPConnection/url`` is the instance.
    package struct Options: TicketOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var reopensWithin: Duration
        /// `group/name`, or its number.
        package var project: String
        package var token: Secret
        /// Besides the one by which an issue is found again.
        package var labels: [String]
        /// Whether only members of the project see them.
        package var isConfidential: Bool
        package var secrets: [Secret] { [token] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), project: String,
            token: Secret, labels: [String] = [], isConfidential: Bool = true,
            reopensWithin: Duration = .seconds(7 * 86_400)
        ) {
            (self.connection, self.renderer, self.project, self.token) = (connection, renderer, project, token)
            (self.labels, self.isConfidential, self.reopensWithin) = (labels, isConfidential, reopensWithin)
        }
    }

    /// GitLab refuses longer ones with 400.
    private static let maximumTitle = 255
    private static let maximumText = 200_000
    package let renderer: MessageRenderer
    package let reopensWithin: Duration
    private let issues: String
    private let token: String
    private let labels: [String]
    private let isConfidential: Bool

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        renderer = options.renderer
        reopensWithin = options.reopensWithin
        (labels, isConfidential) = (options.labels, options.isConfidential)
        token = try options.token.read(file)
        issues = "\(url.withoutSlash)/api/v4/projects/\(PercentEncoding.component(options.project))/issues"
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        .tickets("gitlab_issues", perMinute: 20)
    }

    package var secrets: [String] { [token] }

    // MARK: Tickets

    package func find(_ key: TicketKey, over talk: Conversation) async throws(Interruption) -> [Ticket] {
        let query = "?labels=\(key)&state=all&order_by=created_at&sort=desc&per_page=10"
        let reply = try await talk.ask(request(.get, query), verdict: verdict)
        return try reply.list().compactMap(Self.ticket)
    }

    package func look(at id: String, over talk: Conversation) async throws(Interruption) -> Ticket? {
        let reply = try await talk.ask(request(.get, "/\(id)"))
        guard reply.response.status != 404 else { return nil }
        try reply.expect(verdict)
        return Self.ticket(try reply.json())
    }

    package func create(_ draft: TicketDraft, over talk: Conversation) async throws(Interruption) -> String {
        let earlier = draft.earlier.map { [renderer.language.follows("#\($0)")] } ?? []
        let reply = try await talk.ask(
            request(.post) { issue in
                issue.member("title", GitMarkdown.title(draft.message.headline, Self.maximumTitle))
                issue.member("description", text(draft.message, heading: false, before: earlier))
                issue.member("labels", ([draft.key.description] + labels).joined(separator: ","))
                issue.member("confidential", isConfidential)
            }, verdict: verdict)
        return try reply.id(at: "iid")
    }

    package func comment(
        _ message: Message, on id: String, over talk: Conversation
    ) async throws(Interruption) {
        let note = request(.post, "/\(id)/notes") { $0.member("body", text(message, heading: true)) }
        _ = try await talk.ask(note, verdict: verdict)
    }

    package func close(_ id: String, with message: Message, over talk: Conversation) async throws(Interruption) {
        try await set("close", of: id, over: talk)
    }

    package func reopen(_ id: String, over talk: Conversation) async throws(Interruption) {
        try await set("reopen", of: id, over: talk)
    }

    // MARK: Requests

    private func set(_ event: String, of id: String, over talk: Conversation) async throws(Interruption) {
        let request = request(.put, "/\(id)") { $0.member("state_event", event) }
        _ = try await talk.ask(request, verdict: verdict)
    }

    private func text(_ message: Message, heading: Bool, before: [String] = []) -> String {
        GitMarkdown(message, in: renderer.language).text(heading: heading, limit: Self.maximumText, before: before)
    }

    private func request(
        _ method: HTTPRequest.Method, _ path: String = "", _ body: ((inout JSONWriter) -> Void)? = nil
    ) -> HTTPRequest {
        HTTPRequest(
            method: method, url: issues + path,
            headers: [
                HTTPHeader(name: "PRIVATE-TOKEN", value: token),
                HTTPHeader(name: "Content-Type", value: "application/json"),
            ],
            body: body.map(JSONWriter.object))
    }

    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? {
        request.method == .get ? HTTPResponse(status: 200, body: Array("[]".utf8)) : nil
    }

    private static func ticket(_ issue: JSONValue) -> Ticket? {
        guard let number = issue["iid"]?.integer else { return nil }
        return Ticket(id: String(number), isOpen: issue["state"]?.string == "opened")
    }

    private var verdict: @Sendable (HTTPReply) -> Outcome {
        { reply in
            switch reply.response.status {
            case 403, 404:
                .rejected(
                    reason: reply.reason(
                        advice: "Is the project's name right, has it issues, and has the token the scope api?"),
                    scope: .sink)
            default: reply.outcomeByStatus
            }
        }
    }
}
