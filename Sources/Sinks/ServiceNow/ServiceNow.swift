package import BridgeCore
package import HTTPTransport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Records of a ServiceNow table, through the Table API: one for each finding, told apart by its `correlation_id`.
package struct ServiceNow: TicketSystem {
    /// What the configuration says about one table. ``HTTPConnection/url`` is the instance.
    package struct Options: TicketOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var reopensWithin: Duration
        package var table: String
        /// Whose password it is; `nil` for an OAuth token.
        package var user: String?
        /// Password or token.
        package var password: Secret
        /// `1` to `3`: the priority comes of both.
        package var urgency: SeverityWords
        package var impact: SeverityWords
        /// How a record is closed, in the instance's own words.
        package var closing: ServiceNowClosing
        /// What else a record gets: `assignment_group`, `caller_id`, `category`…
        package var fields: [JSONMember]
        package var secrets: [Secret] { [password] }

        package static var usualGrades: SeverityWords {
            SeverityWords(high: "1", medium: "2", low: "3", unknown: "2")
        }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), table: String = "incident",
            user: String?, password: Secret, urgency: SeverityWords = usualGrades,
            impact: SeverityWords = usualGrades, closing: ServiceNowClosing = ServiceNowClosing(),
            fields: [JSONMember] = [], reopensWithin: Duration = .seconds(7 * 86_400)
        ) {
            (self.connection, self.renderer, self.table, self.user) = (connection, renderer, table, user)
            (self.password, self.urgency, self.impact, self.closing) = (password, urgency, impact, closing)
            (self.fields, self.reopensWithin) = (fields, reopensWithin)
        }
    }

    /// What every record gets from us.
    package static let ownFields = [
        "short_description", "description", "urgency", "impact", "correlation_id", "correlation_display",
    ]
    /// What is longer, ServiceNow cuts off in silence.
    private static let maximumSummary = 160
    private static let maximumText = 4000
    package let renderer: MessageRenderer
    package let reopensWithin: Duration
    private let options: Options
    private let table: String
    private let password: String
    private let authorization: String

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.options = options
        renderer = options.renderer
        reopensWithin = options.reopensWithin
        table = "\(url.withoutSlash)/api/now/table/\(PercentEncoding.component(options.table))"
        let password = try options.password.read(file)
        self.password = password
        let basic = options.user.map { Data("\($0):\(password)".utf8).base64EncodedString() }
        authorization = basic.map { "Basic \($0)" } ?? "Bearer \(password)"
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        .tickets("servicenow", perMinute: 20)
    }

    package var secrets: [String] { [password, authorization] }

    // MARK: Tickets

    /// Nothing but the answer tells whether the query was understood: of what it does not know, ServiceNow takes no
    /// notice, and answers with all records that there are.
    package func find(_ key: TicketKey, over talk: Conversation) async throws(Interruption) -> [Ticket] {
        let query = PercentEncoding.component("correlation_id=\(key)^ORDERBYDESCsys_created_on")
        let path = "?sysparm_query=\(query)&sysparm_limit=10&sysparm_fields=\(Self.fields)"
        let reply = try await talk.ask(request(.get, path), verdict: verdict)
        let records = try reply.list(at: "result")
        return records.filter { $0["correlation_id"]?.string == key.description }.compactMap(ticket)
    }

    package func look(at id: String, over talk: Conversation) async throws(Interruption) -> Ticket? {
        let reply = try await talk.ask(request(.get, "/\(id)?sysparm_fields=\(Self.fields)"))
        guard reply.response.status != 404 else { return nil }
        try reply.expect(verdict)
        return ticket(try reply.json()["result"] ?? .null)
    }

    package func create(_ draft: TicketDraft, over talk: Conversation) async throws(Interruption) -> String {
        let reply = try await talk.ask(request(.post) { write(draft, &$0) }, verdict: verdict)
        guard let id = try reply.json()["result"]?["sys_id"]?.string, !id.isEmpty else {
            throw Interruption(reply.unexpected("one with `result.sys_id`"))
        }
        return id
    }

    package func comment(
        _ message: Message, on id: String, over talk: Conversation
    ) async throws(Interruption) {
        try await patch(id, over: talk) { $0.member("work_notes", text(message)) }
    }

    package func close(_ id: String, with message: Message, over talk: Conversation) async throws(Interruption) {
        try await patch(id, over: talk) { record in
            record.member("state", options.closing.state)
            record.member("close_code", options.closing.code)
            record.member("close_notes", text(message))
        }
    }

    package func reopen(_ id: String, over talk: Conversation) async throws(Interruption) {
        try await patch(id, over: talk) { $0.member("state", options.closing.reopenedState) }
    }

    // MARK: Requests

    private static let fields = "sys_id,state,active,correlation_id"

    private func write(_ draft: TicketDraft, _ record: inout JSONWriter) {
        let earlier = draft.earlier.map { [renderer.language.follows($0)] } ?? []
        record.member("short_description", draft.message.headline.onOneLine.fitted(to: Self.maximumSummary, in: .utf16))
        record.member("description", text(draft.message, before: earlier))
        record.member("urgency", options.urgency[draft.severity])
        record.member("impact", options.impact[draft.severity])
        record.member("correlation_id", draft.key.description)
        record.member("correlation_display", "checkbridge")
        options.fields.forEach { record.member($0.name, $0.value) }
    }

    private func text(_ message: Message, before: [String] = []) -> String {
        MarkedText(message, in: renderer.language, .workNotes)
            .text(heading: true, limit: Self.maximumText, before: before)
    }

    private func patch(
        _ id: String, over talk: Conversation, _ body: @escaping (inout JSONWriter) -> Void
    ) async throws(Interruption) {
        _ = try await talk.ask(request(.patch, "/\(id)", body), verdict: verdict)
    }

    private func request(
        _ method: HTTPRequest.Method, _ path: String = "", _ body: ((inout JSONWriter) -> Void)? = nil
    ) -> HTTPRequest {
        HTTPRequest(
            method: method, url: table + path,
            headers: [
                HTTPHeader(name: "Authorization", value: authorization),
                HTTPHeader(name: "Accept", value: "application/json"),
                HTTPHeader(name: "Content-Type", value: "application/json"),
            ],
            body: body.map(JSONWriter.object))
    }

    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? {
        request.method == .get ? HTTPResponse(status: 200, body: Array(#"{"result":[]}"#.utf8)) : nil
    }

    private func ticket(_ record: JSONValue) -> Ticket? {
        guard let id = record["sys_id"]?.string, !id.isEmpty else { return nil }
        // Closed and cancelled records are inactive, and most instances let nobody change them.
        let isActive = record["active"]?.text != "false"
        let isOpen = isActive && record["state"]?.text != options.closing.state
        return Ticket(id: id, isOpen: isOpen, isFinal: !isActive)
    }

    /// 403 is said by the rules of the table, too, of one record.
    private var verdict: @Sendable (HTTPReply) -> Outcome {
        { reply in
            switch reply.response.status {
            case 400 where reply.words.contains("Invalid table"):
                .rejected(reason: reply.reason(advice: "Is `table` of this sink right?"), scope: .sink)
            case 403 where reply.words.contains("Data Policy"), 403 where reply.words.contains("Mandatory"):
                .rejected(
                    reason: reply.reason(advice: "Give what is mandatory under `fields` or `closing` of this sink"),
                    scope: .sink)
            default: reply.outcomeByStatus
            }
        }
    }
}

/// How a record of ServiceNow is closed and opened again, in the instance's own words.
package struct ServiceNowClosing: Sendable, Equatable {
    /// The state of what is resolved.
    package var state: String
    package var code: String
    /// The state of what is worked on again.
    package var reopenedState: String

    package init(state: String = "6", code: String = "Resolved by caller", reopenedState: String = "2") {
        (self.state, self.code, self.reopenedState) = (state, code, reopenedState)
    }
}

extension MarkedText.Markup {
    /// Text between `[code]` and `[/code]` would be HTML.
    static var workNotes: MarkedText.Markup {
        MarkedText.Markup(escape: { $0.unicodeScalars.contains("[") ? "\($0)\u{200B}" : String($0) })
    }
}
