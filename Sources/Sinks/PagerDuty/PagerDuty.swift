package import BridgeCore
package import HTTPTransport

/// A service of PagerDuty, through the Events API v2 (<https://developer.pagerduty.com/docs/events-api-v2/overview/>):
/// one alert for each finding, told apart by its `dedup_key`.
package struct PagerDuty: HTTPSinkKind {
    /// What becomes of the incident of a finding that was put aside.
    package enum Easing: String, Sendable, CaseIterable { case acknowledge, resolve }

    /// What the configuration says about one service. ``HTTPConnection/url`` is the API's address.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        /// The service's integration key. It goes in the body.
        package var routingKey: Secret
        /// Of `critical`, `error`, `warning` and `info`.
        package var severities: SeverityWords
        package var easing: Easing
        package var secrets: [Secret] { [routingKey] }

        package static var usualSeverities: SeverityWords {
            SeverityWords(high: "error", medium: "warning", low: "info", unknown: "warning")
        }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), routingKey: Secret,
            severities: SeverityWords = usualSeverities, easing: Easing = .acknowledge
        ) {
            (self.connection, self.renderer, self.routingKey) = (connection, renderer, routingKey)
            (self.severities, self.easing) = (severities, easing)
        }
    }

    /// In characters, as PagerDuty counts them.
    private static let maximumSummary = 1024
    private static let maximumDetail = 4000
    private let address: String
    private let routingKey: String
    private let renderer: MessageRenderer
    private let severities: SeverityWords
    private let easing: Easing
    package var secrets: [String] { [routingKey] }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        address = url.path.hasSuffix("/v2/enqueue") ? url.text : "\(url.withoutSlash)/v2/enqueue"
        routingKey = try options.routingKey.read(file)
        (renderer, severities, easing) = (options.renderer, options.severities, options.easing)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits {
        // A key takes about 120 a minute.
        HTTPSinkTraits(type: "pagerduty", rate: RateLimit(limit: 100, per: .seconds(60)), concurrency: 2)
    }

    package func request(
        for deliveries: [Delivery], at now: Timestamp
    ) throws(UnsendableDelivery) -> HTTPRequest {
        guard deliveries.count == 1, case .event(let encoded) = deliveries[0].content,
            let event = try? Event(encoded)
        else { throw UnsendableDelivery(reason: "no alert can be made of what is no event") }
        let body =
            switch AlertTask(event) {
            case .raise, .test: self.body("trigger", event) { trigger(event, &$0) }
            case .ease: self.body(easing.rawValue, event)
            case .end: self.body("resolve", event)
            case .none(let rule): throw UnsendableDelivery(rule: rule)
            }
        return HTTPRequest(
            method: .post, url: address, headers: [HTTPHeader(name: "Content-Type", value: "application/json")],
            body: body)
    }

    /// Only a trigger says what it is about.
    private func body(
        _ action: String, _ event: Event, _ more: (inout JSONWriter) -> Void = { _ in }
    ) -> [UInt8] {
        JSONWriter.object { body in
            body.member("routing_key", routingKey)
            body.member("event_action", action)
            body.member("dedup_key", AlertTask(event) == .test ? event.id : TicketKey(event).description)
            more(&body)
        }
    }

    private func trigger(_ event: Event, _ body: inout JSONWriter) {
        let message = renderer.message(for: event)
        body.member("client", "checkbridge")
        if let link = message.link {
            body.member(
                "links",
                array: { links in
                    links.object { entry in
                        entry.member("href", link)
                        entry.member("text", "Console")
                    }
                })
        }
        body.member("payload", object: { write(message, event, &$0) })
    }

    private func write(_ message: Message, _ event: Event, _ payload: inout JSONWriter) {
        payload.member("summary", message.headline.onOneLine.fitted(to: Self.maximumSummary, in: .utf16))
        payload.member("source", event.account ?? event.data["sink"]?.string ?? "checkbridge")
        payload.member("severity", severities[event.severity])
        if let time = event.time { payload.member("timestamp", time.description) }
        payload.member("component", ifPresent: event.finding?["asset_type"]?.string)
        payload.member("group", ifPresent: event.sourceName)
        payload.member("class", ifPresent: event.finding?["category"]?.string)
        payload.member(
            "custom_details",
            object: { details in
                for fact in message.facts { details.member(fact.label, Self.cut(fact.value)) }
                if let note = message.note { details.member("note", Self.cut(note)) }
                details.member("event", message.footer.onOneLine)
            })
    }

    private static func cut(_ text: String) -> String { text.onOneLine.fitted(to: maximumDetail, in: .utf16) }

    /// `{"status":"success",…}` is the only success.
    package func verdict(on reply: HTTPReply) -> Verdict {
        switch reply.response.status {
        case 200..<300: .all(Self.isTaken(reply) ? .delivered : reply.unexpected("PagerDuty's"))
        case 400 where reply.words.lowercased().contains("routing"):
            .all(.rejected(reason: reply.reason(advice: Self.keyAdvice), scope: .sink))
        default: .all(reply.outcomeByStatus)
        }
    }

    private static let keyAdvice =
        "Is routing_key the integration key of an Events API v2 integration, and is url the one of its region?"

    private static func isTaken(_ reply: HTTPReply) -> Bool {
        (try? JSONValue(parsing: reply.response.body))?["status"]?.string == "success"
    }
}
