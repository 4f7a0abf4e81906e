package import BridgeCore
package import HTTPTransport

/// Any system of tickets that is talked to in JSON, as its owner describes it: what to send for each step of a ticket's
/// life, and where the answers have what is needed.
package struct TicketWebhook: TicketSystem {
    /// What the configuration says about one system. ``HTTPConnection/url`` is what every path is put behind.
    package struct Options: TicketOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var reopensWithin: Duration
        package var requests: TicketRequests
        package var style: TicketStyle
        package var secrets: [Secret] { [] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), requests: TicketRequests,
            style: TicketStyle = TicketStyle(), reopensWithin: Duration = .seconds(7 * 86_400)
        ) {
            (self.connection, self.renderer, self.requests) = (connection, renderer, requests)
            (self.style, self.reopensWithin) = (style, reopensWithin)
        }
    }

    private static let maximumFound = 100
    package let renderer: MessageRenderer
    package let reopensWithin: Duration
    private let base: String
    private let requests: TicketRequests
    private let style: TicketStyle
    /// Of the event that is being told.
    private var fields = TicketFields()
    private var remembered: TicketMemory?

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        (renderer, reopensWithin) = (options.renderer, options.reopensWithin)
        (requests, style, base) = (options.requests, options.style, url.withoutSlash)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        .tickets("ticket_webhook", perMinute: 60)
    }

    package var secrets: [String] { requests.secrets }
    package var abilities: TicketAbilities { requests.abilities }

    /// What the requests hold is the event's, so each is told by a system of its own.
    package func tell(_ delivery: Delivery, over talk: Conversation) async throws(Interruption) -> Outcome {
        guard case .event(let encoded) = delivery.content, let event = try? Event(encoded) else {
            return .rejected(reason: "no ticket can be made of what is no event")
        }
        let message = renderer.message(for: event)
        var own = self
        own.fields = TicketFields(encoded).with(.title, style.title(message)).with(.key, TicketKey(event).description)
            .with(.severity, style.severities[event.severity]).with(.link, message.link)
            .with(.text, style.text(message, in: renderer.language, heading: true))
        own.remembered = delivery.memory.flatMap { TicketMemory($0) }
        guard TicketTask(event) != .test else { return try await own.test(event, message, over: talk) }
        var matter = TicketCase(own, event, delivery.memory, over: talk)
        return try await matter.settle()
    }

    /// Tries every request out but ``reopen(_:over:)``, so that a wrong one is found before a finding needs it.
    private func test(
        _ event: Event, _ message: Message, over talk: Conversation
    ) async throws(Interruption) -> Outcome {
        let key = TicketKey(event)
        let id = try await create(
            TicketDraft(key: key, severity: event.severity, message: message, earlier: nil), over: talk)
        guard try await look(at: id, over: talk) != nil else {
            return Self.refused("the ticket that was made is not there for `look`: check its path")
        }
        if requests.find != nil, try await !find(key, over: talk).contains(where: { $0.id == id }) {
            return Self.refused("`find` does not find the ticket that was made: check its path, items, key and mark")
        }
        try await comment(message, on: id, over: talk)
        try await close(id, with: message, over: talk)
        return .delivered
    }

    private static func refused(_ reason: String) -> Outcome { .rejected(reason: reason, scope: .sink) }

    // MARK: Tickets

    package func find(_ key: TicketKey, over talk: Conversation) async throws(Interruption) -> [Ticket] {
        guard let find = requests.find else { return [] }
        let reply = try await talk.ask(get(find.path, fields), verdict: \.outcomeByStatus)
        guard let items = find.items.value(in: try reply.json())?.array else {
            throw Interruption(reply.unexpected("one with a list at \(find.items.shown)"))
        }
        return items.lazy.compactMap { find.ticket($0, marked: key) }.prefix(Self.maximumFound).map { $0 }
    }

    /// Where nothing can be looked at, a ticket is as it was left.
    package func look(at id: String, over talk: Conversation) async throws(Interruption) -> Ticket? {
        let asLeft = Ticket(id: id, isOpen: remembered?.closed == nil)
        guard let look = requests.look else { return asLeft }
        let reply = try await talk.ask(get(look.path, fields.with(.ticket, id)))
        guard !reply.isGone else { return nil }
        try reply.expect(\.outcomeByStatus)
        guard let closed = look.closed else { return asLeft }
        return Ticket(id: id, isOpen: !closed.holds(in: try reply.json()))
    }

    package func create(_ draft: TicketDraft, over talk: Conversation) async throws(Interruption) -> String {
        let earlier = draft.earlier.map { [renderer.language.follows($0)] } ?? []
        let text = style.text(draft.message, in: renderer.language, heading: false, before: earlier)
        let reply = try await talk.ask(
            request(requests.create, fields.with(.text, text).with(.earlier, draft.earlier), "create"),
            verdict: \.outcomeByStatus)
        guard let key = requests.key else { return draft.key.description }
        if let id = reply.object.flatMap(key.ticketID) { return id }
        return try await unnamed(draft.key, key, reply, over: talk)
    }

    /// The system took it and did not tell its name. To make it again would make two of it.
    private func unnamed(
        _ key: TicketKey, _ place: JSONPointer, _ reply: HTTPReply, over talk: Conversation
    ) async throws(Interruption) -> String {
        guard !reply.isMarkup else { throw Interruption(reply.unexpected("JSON")) }
        if let found = try await find(key, over: talk).first(where: \.isOpen) { return found.id }
        throw Interruption(
            reply.refusal(
                advice: "There is no text or whole number at \(place.shown) (create.key). Look whether the ticket was "
                    + "made, and close it before this sink goes on: it will be made anew"))
    }

    package func comment(
        _ message: Message, on id: String, over talk: Conversation
    ) async throws(Interruption) {
        try await change(id, requests.comment, "comment", over: talk)
    }

    package func close(_ id: String, with message: Message, over talk: Conversation) async throws(Interruption) {
        try await change(id, requests.close, "close", over: talk)
    }

    package func reopen(_ id: String, over talk: Conversation) async throws(Interruption) {
        try await change(id, requests.reopen, "reopen", over: talk)
    }

    // MARK: Requests

    private func change(
        _ id: String, _ request: TicketRequest?, _ step: String, over talk: Conversation
    ) async throws(Interruption) {
        guard let request else { return }
        let reply = try await talk.ask(self.request(request, fields.with(.ticket, id), step))
        if reply.isGone, requests.look == nil, remembered?.ticket == id {
            // Nobody looked whether it is still there.
            talk.forget()
            throw Interruption(.retry(reason: reply.reason(advice: "The ticket is gone")))
        }
        try reply.expect(\.outcomeByStatus)
    }

    /// - Parameter step: what it is for; with the event's id, the key by which the system may recognise a repetition.
    private func request(_ request: TicketRequest, _ fields: TicketFields, _ step: String) -> HTTPRequest {
        let key = "\(fields[.word(.id)].string ?? "")-\(step)"
        let type = request.body.map { _ in [HTTPHeader(name: "Content-Type", value: "application/json")] } ?? []
        return HTTPRequest(
            method: request.method, url: url(request.path, fields),
            headers: type + [
                HTTPHeader(name: "Accept", value: "application/json"), HTTPHeader(name: "Idempotency-Key", value: key),
            ], body: request.body?.value(fields).bytes)
    }

    private func get(_ path: TextTemplate, _ fields: TicketFields) -> HTTPRequest {
        HTTPRequest(
            method: .get, url: url(path, fields), headers: [HTTPHeader(name: "Accept", value: "application/json")])
    }

    private func url(_ path: TextTemplate, _ fields: TicketFields) -> String {
        base + path.text(fields) { PercentEncoding.component($0.fitted(to: 256, in: .utf8)) }
    }

    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? {
        guard request.method == .get, let find = requests.find else { return nil }
        return HTTPResponse(status: 200, body: find.items.around(.array([])).bytes)
    }

    package func objection(to url: SecretURL) -> SinkObjection? {
        guard url.isWithoutQuery else {
            return SinkObjection(
                "the URL has a query, and paths are put behind it", advice: "Put it into the paths or the headers.",
                isCertain: true)
        }
        return requests.find != nil
            ? nil
            : SinkObjection(
                "without `find`, a ticket whose answer is lost may be made twice",
                advice: "Describe `find`, unless the system heeds the header Idempotency-Key.")
    }
}

extension HTTPReply {
    fileprivate var isGone: Bool { [404, 410].contains(response.status) }

    /// A page of a captive portal or a proxy.
    fileprivate var isMarkup: Bool { words.hasPrefix("<") }
}

extension JSONPointer {
    /// For people.
    fileprivate var shown: String { description.isEmpty ? "its top" : description }
}
