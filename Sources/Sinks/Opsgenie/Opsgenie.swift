package import BridgeCore
package import HTTPTransport

/// Alerts of Opsgenie (<https://docs.opsgenie.com/docs/alert-api>) and of what has the same API, such as Jira Service
/// Management: one for each finding, told apart by its alias. Whatever is asked for is only queued there: 202 says that
/// it was understood.
package struct Opsgenie: ConversationKind {
    /// What the configuration says about one integration. ``HTTPConnection/url`` is the API's address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// Of an API integration; that of an account may not make alerts.
        package var key: Secret
        /// `P1` to `P5`
        package var priorities: SeverityWords
        package var tags: [String]
        package var secrets: [Secret] { [key] }

        package static var usualPriorities: SeverityWords {
            SeverityWords(high: "P2", medium: "P3", low: "P5", unknown: "P3")
        }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), key: Secret,
            priorities: SeverityWords = usualPriorities, tags: [String] = []
        ) {
            (self.connection, self.renderer, self.key) = (connection, renderer, key)
            (self.priorities, self.tags) = (priorities, tags)
        }
    }

    private static let maximumMessage = 130
    private static let maximumDescription = 14_000
    private static let maximumNote = 24_000
    private static let source = "checkbridge"
    private let options: Options
    private let alerts: String
    private let key: String
    package var secrets: [String] { [key] }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.options = options
        alerts = "\(url.withoutSlash)/v2/alerts"
        key = try options.key.read(file)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(type: "opsgenie", rate: RateLimit(limit: 40, per: .seconds(60)), concurrency: 1)
    }

    package func tell(_ delivery: Delivery, over talk: Conversation) async throws(Interruption) -> Outcome {
        guard case .event(let encoded) = delivery.content, let event = try? Event(encoded) else {
            return .rejected(reason: "no alert can be made of what is no event")
        }
        let message = options.renderer.message(for: event)
        let alias = TicketKey(event).description
        switch AlertTask(event) {
        case .raise: try await raise(alias, event, message, over: talk)
        case .ease, .end: try await close(alias, message, over: talk)
        case .test:
            try await create(event.id, event, message, over: talk)
            try await close(event.id, message, over: talk)
        case .none(let rule): return .suppressed(rule: rule)
        }
        return .delivered
    }

    // MARK: Alerts

    /// There is one open alert of an alias: making it again only counts, so that what changed is said besides.
    private func raise(
        _ alias: String, _ event: Event, _ message: Message, over talk: Conversation
    ) async throws(Interruption) {
        try await create(alias, event, message, over: talk)
        guard TicketTask(event) != .open else { return }
        if event.transition == .severityChanged {
            try await ask(.put, alias, "priority", over: talk) {
                $0.member("priority", options.priorities[event.severity])
            }
        }
        try await ask(.post, alias, "notes", over: talk) { $0.member("note", text(message, Self.maximumNote)) }
    }

    private func create(
        _ alias: String, _ event: Event, _ message: Message, over talk: Conversation
    ) async throws(Interruption) {
        let request = request(.post, alerts) { alert in
            alert.member("message", message.headline.onOneLine.fitted(to: Self.maximumMessage, in: .utf16))
            alert.member("alias", alias)
            alert.member("description", text(message, Self.maximumDescription))
            alert.member("priority", options.priorities[event.severity])
            alert.member("source", Self.source)
            alert.member("entity", ifPresent: event.subject.map { $0.fitted(to: 512, in: .utf16) })
            alert.member("tags", array: { tags in options.tags.forEach { tags.string($0) } })
            alert.member("details", object: { Self.details(of: event, &$0) })
        }
        _ = try await talk.ask(request, verdict: verdict)
    }

    private func close(
        _ alias: String, _ message: Message, over talk: Conversation
    ) async throws(Interruption) {
        try await ask(.post, alias, "close", over: talk) { body in
            body.member("source", Self.source)
            body.member("note", text(message, Self.maximumNote))
        }
    }

    private static func details(of event: Event, _ details: inout JSONWriter) {
        details.member("event", event.id)
        details.member("account", ifPresent: event.account)
        details.member("region", ifPresent: event.data["region"]?.string)
        details.member("source", ifPresent: event.sourceName)
        details.member("severity", ifPresent: event.severity?.rawValue)
    }

    private func text(_ message: Message, _ limit: Int) -> String {
        MarkedText(message, in: options.renderer.language, .plain).text(heading: true, limit: limit)
    }

    // MARK: Requests

    private func ask(
        _ method: HTTPRequest.Method, _ alias: String, _ what: String, over talk: Conversation,
        _ body: (inout JSONWriter) -> Void
    ) async throws(Interruption) {
        let url = "\(alerts)/\(PercentEncoding.component(alias))/\(what)?identifierType=alias"
        _ = try await talk.ask(request(method, url, body), verdict: verdict)
    }

    private func request(
        _ method: HTTPRequest.Method, _ url: String, _ body: (inout JSONWriter) -> Void
    ) -> HTTPRequest {
        HTTPRequest(
            method: method, url: url,
            headers: [
                HTTPHeader(name: "Authorization", value: "GenieKey \(key)"),
                HTTPHeader(name: "Content-Type", value: "application/json"),
            ],
            body: JSONWriter.object(body))
    }

    /// It is never asked a question.
    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? { nil }

    /// `{"result": …, "requestId": …}` is the only success.
    private var verdict: @Sendable (HTTPReply) -> Outcome {
        { reply in
            switch reply.response.status {
            case 200..<300: Self.isQueued(reply) ? .delivered : reply.unexpected("Opsgenie's")
            case 401, 403:
                .rejected(
                    reason: reply.reason(
                        advice: "Is it the key of an API integration that may create alerts, and is url its region's?"),
                    scope: .sink)
            default: reply.outcomeByStatus
            }
        }
    }

    private static func isQueued(_ reply: HTTPReply) -> Bool {
        (try? JSONValue(parsing: reply.response.body))?["requestId"]?.text != nil
    }
}
