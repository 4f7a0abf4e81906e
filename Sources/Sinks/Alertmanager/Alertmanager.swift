package import BridgeCore
package import HTTPTransport

/// A Prometheus Alertmanager, through its API v2: one alert for each finding. An Alertmanager forgets what it is not told
/// again, at its restart at the latest: what fires is told anew every ``Options/resendsEvery``.
///
/// Of a cluster every replica is a sink of its own: each is told everything, and one that is down holds up no other.
package struct Alertmanager: ConversationKind {
    /// What the configuration says about one Alertmanager. ``HTTPConnection/url`` is its address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var labels: [AlertLabel]
        package var resendsEvery: Duration
        /// How long an alert fires after it was told of last, should nobody tell of it again.
        package var expiresAfter: Duration
        package var secrets: [Secret] { [] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), labels: [AlertLabel] = [],
            resendsEvery: Duration = .seconds(300), expiresAfter: Duration = .seconds(86_400)
        ) {
            (self.connection, self.renderer, self.labels) = (connection, renderer, labels)
            (self.resendsEvery, self.expiresAfter) = (resendsEvery, expiresAfter)
        }
    }

    /// What one request says again.
    private static let maximumAlerts = 500
    /// A test ends by itself.
    private static let test = Duration.seconds(300)
    private let options: Options
    private let address: String
    package var secrets: [String] { [] }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        self.options = options
        address = "\(url.withoutSlash)/api/v2/alerts"
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        HTTPSinkTraits(type: "alertmanager", remembers: true, renewal: options.resendsEvery)
    }

    package func tell(_ delivery: Delivery, over talk: Conversation) async throws(Interruption) -> Outcome {
        guard case .event(let encoded) = delivery.content, let event = try? Event(encoded) else {
            return .rejected(reason: "no alert can be made of what is no event")
        }
        let known = delivery.memory.flatMap { FiringAlert($0) }
        // Never in the future, whatever the clocks say: what begins then could not be ended now.
        let start = known?.start ?? event.time ?? talk.now
        let alert = FiringAlert(
            event, options.renderer.message(for: event), extra: options.labels, since: min(start, talk.now))
        switch AlertTask(event) {
        case .raise:
            try await fire(alert, after: known, over: talk)
        case .ease, .end:
            // Of what it does not know the end tells nobody anything.
            try await end(known ?? alert, over: talk)
        case .test: try await post([alert.json(until: talk.now + Self.test)], over: talk)
        case .none(let rule): return .suppressed(rule: rule)
        }
        return .delivered
    }

    /// - Parameter known: the alert that fires so far; if its labels are others, it is another one, and ends.
    private func fire(
        _ alert: FiringAlert, after known: FiringAlert?, over talk: Conversation
    ) async throws(Interruption) {
        let last = known.flatMap { $0.labels == alert.labels ? nil : $0.json(until: talk.now) }
        try await post((last.map { [$0] } ?? []) + [alert.json(until: talk.now + options.expiresAfter)], over: talk)
        talk.remember(alert.text)
    }

    /// Should the receiver refuse the end, or never be reached, it is at least not told again that the alert fires.
    private func end(_ alert: FiringAlert, over talk: Conversation) async throws(Interruption) {
        var alert = alert
        alert.isEnding = true
        talk.remember(alert.text)
        try await post([alert.json(until: talk.now)], over: talk)
        talk.forget()
    }

    package func renew(_ memories: [String], over talk: Conversation) async throws(Interruption) {
        let firing = memories.compactMap { FiringAlert($0) }.filter { !$0.isEnding }
        let alerts = firing.map { $0.json(until: talk.now + options.expiresAfter) }
        for start in stride(from: 0, to: alerts.count, by: Self.maximumAlerts) {
            // Whatever the answer is: those that it takes are stored even if it refuses another.
            _ = try await talk.ask(request(Array(alerts[start...].prefix(Self.maximumAlerts))))
        }
    }

    private func post(_ alerts: [JSONValue], over talk: Conversation) async throws(Interruption) {
        _ = try await talk.ask(request(alerts)) { reply in
            // A success says nothing.
            reply.response.status == 200 && !reply.words.isEmpty
                ? reply.unexpected("Alertmanager's") : reply.outcomeByStatus
        }
    }

    private func request(_ alerts: [JSONValue]) -> HTTPRequest {
        HTTPRequest(
            method: .post, url: address, headers: [HTTPHeader(name: "Content-Type", value: "application/json")],
            body: JSONValue.array(alerts).bytes)
    }

    /// It is never asked a question.
    package func blankAnswer(to request: HTTPRequest) -> HTTPResponse? { nil }
}
