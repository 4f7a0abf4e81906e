package import BridgeCore
package import HTTPTransport

/// Issues of a GitHub repository (<https://docs.github.com/rest/issues>), one for each finding.
package struct GitHubIssues: TicketSystem {
    /// What the configuration says about one repository. ``HTTPConnection/url`` is the API's address.
    package struct Options: TicketOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var reopensWithin: Duration
        /// `owner/name`
        package var repository: String
        package var token: Secret
        /// Besides the one by which an issue is found again.
        package var labels: [String]
        package var secrets: [Secret] { [token] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), repository: String,
            token: Secret, labels: [String] = [], reopensWithin: Duration = .seconds(7 * 86_400)
        ) {
            (self.connection, self.renderer, self.repository) = (connection, renderer, repository)
            (self.token, self.labels, self.reopensWithin) = (token, labels, reopensWithin)
        }
    }

    /// GitHub refuses longer ones with 422.
    private static let maximumTitle = 256
    private static let maximumBody = 65_000
    package let renderer: MessageRenderer
    package let reopensWithin: Duration
    private let issues: String
    private let token: String
    private let labels: [String]

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        renderer = options.renderer
        reopensWithin = options.reopensWithin
        labels = options.labels
        token = try options.token.read(file)
        issues = "\(url.withoutSlash)/repos/\(options.repository)/issues"
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // Content may be created 80 times a minute and 500 times an hour, and each event creates something.
        .tickets("github_issues", perMinute: 8)
    }

    package var secrets: [String] { [token] }

    // MARK: Tickets

    package func find(_ key: TicketKey, over talk: Conversation) async throws(Interruption) -> [Ticket] {
        let query = "?labels=\(key)&state=all&per_page=10"
        let reply = try await talk.ask(request(.get, query), verdict: verdict)
        let found = try reply.list()
        // A pull request is an issue, too, to this question.
        return found.filter { $0["pull_request"] == nil }.compactMap(Self.ticket)
    }

    package func look(at id: String, over talk: Conversation) async throws(Interruption) -> Ticket? {
        let reply = try await talk.ask(request(.get, "/\(id)"))
        // 410: deleted. 301: moved to another repository.
        guard ![301, 404, 410].contains(reply.response.status) else { return nil }
        try reply.expect(verdict)
        return Self.ticket(try reply.json())
    }

    package func create(_ draft: TicketDraft, over talk: Conversation) async throws(Interruption) -> String {
        let request = request(.post) { issue in
            issue.member("title", draft.message.headline.onOneLine.fitted(to: Self.maximumTitle, in: .utf16))
            issue.member("body", body(of: draft))
            issue.member("labels", array: { array in ([draft.key.description] + labels).forEach { array.string($0) } })
        }
        let reply = try await talk.ask(request, verdict: verdict)
        return try reply.id(at: "number")
    }

    package func comment(
        _ message: Message, on id: String, over talk: Conversation
    ) async throws(Interruption) {
        let text = GitMarkdown(message, in: renderer.language).text(heading: true, limit: Self.maximumBody)
        _ = try await talk.ask(
            request(.post, "/\(id)/comments") { $0.member("body", text) }, verdict: verdict)
    }

    package func close(_ id: String, with message: Message, over talk: Conversation) async throws(Interruption) {
        try await set("closed", message.mark == .good ? "completed" : "not_planned", of: id, over: talk)
    }

    package func reopen(_ id: String, over talk: Conversation) async throws(Interruption) {
        try await set("open", "reopened", of: id, over: talk)
    }

    // MARK: Requests

    private func set(
        _ state: String, _ reason: String, of id: String, over talk: Conversation
    ) async throws(Interruption) {
        let request = request(.patch, "/\(id)") { issue in
            issue.member("state", state)
            issue.member("state_reason", reason)
        }
        _ = try await talk.ask(request, verdict: verdict)
    }

    private func body(of draft: TicketDraft) -> String {
        let earlier = draft.earlier.map { [renderer.language.follows("#\($0)")] } ?? []
        return GitMarkdown(draft.message, in: renderer.language).text(
            heading: false, limit: Self.maximumBody, before: earlier)
    }

    private func request(
        _ method: HTTPRequest.Method, _ path: String = "", _ body: ((inout JSONWriter) -> Void)? = nil
    ) -> HTTPRequest {
        HTTPRequest(
            method: method, url: issues + path,
            headers: [
                HTTPHeader(name: "Authorization", value: "Bearer \(token)"),
                HTTPHeader(name: "Accept", value: "application/vnd.github+json"),
                HTTPHeader(name: "X-GitHub-Api-Version", value: "2022-11-28"),
                // GitHub refuses a request without one.
                HTTPHeader(name: "User-Agent", value: "checkbridge"),
                HTTPHeader(name: "Content-Type", value: "application/json"),
            ],
            body: body.map(JSONWriter.object))
    }

    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? {
        request.method == .get ? HTTPResponse(status: 200, body: Array("[]".utf8)) : nil
    }

    private static func ticket(_ issue: JSONValue) -> Ticket? {
        guard let number = issue["number"]?.integer else { return nil }
        return Ticket(id: String(number), isOpen: issue["state"]?.string == "open")
    }

    // MARK: Answers

    /// GitHub says "too fast" with 403, too.
    private var verdict: @Sendable (HTTPReply) -> Outcome {
        { reply in
            switch reply.response.status {
            case 403 where Self.isLimit(reply):
                .retry(after: Self.wait(reply), reason: reply.reason(), scope: .sink)
            case 403 where reply.words.lowercased().contains("locked"):
                .rejected(reason: reply.reason(advice: "Unlock the issue, then replay the dead letter"))
            case 404:
                .rejected(
                    reason: reply.reason(advice: "Is the repository's name right, and may the token write its issues?"),
                    scope: .sink)
            case 410: .rejected(reason: reply.reason(advice: "The repository has no issues: enable them"), scope: .sink)
            default: reply.outcomeByStatus
            }
        }
    }

    private static func isLimit(_ reply: HTTPReply) -> Bool {
        reply.retryAfter != nil || reply.response.value(of: "x-ratelimit-remaining") == "0"
            || reply.words.lowercased().contains("rate limit")
    }

    private static func wait(_ reply: HTTPReply) -> Duration {
        let reset = reply.response.value(of: "x-ratelimit-reset").flatMap { Int64($0) }
        let wait = reset.map { Timestamp(milliseconds: $0 * 1000) - reply.now }
        return reply.retryAfter ?? max(wait ?? .seconds(60), .seconds(1))
    }
}
