package import BridgeCore
package import HTTPTransport

/// Datadog's events, version 1 (<https://docs.datadoghq.com/api/latest/events/#post-an-event>): one request for each. It
/// knows no idempotency key; what is repeated after a lost answer stands twice in the same group.
package struct Datadog: HTTPSinkKind {
    /// What the configuration says about one organisation. ``HTTPConnection/url`` is the address of its site's API.
    package struct Options: HTTPSinkOptions {
        package var connection: HTTPConnection
        package var renderer: MessageRenderer
        package var key: Secret
        /// `name:value`, that every event gets besides its own.
        package var tags: [String]
        package var secrets: [Secret] { [key] }

        package init(
            connection: HTTPConnection, renderer: MessageRenderer = MessageRenderer(), key: Secret, tags: [String] = []
        ) {
            (self.connection, self.renderer, self.key, self.tags) = (connection, renderer, key, tags)
        }
    }

    /// In characters.
    private static let maximumTitle = 100
    private static let maximumText = 4000
    private static let maximumTag = 200
    /// What happened longer ago is not taken.
    private static let maximumAge = Duration.seconds(18 * 3600)
    private let address: String
    private let renderer: MessageRenderer
    private let key: String
    private let tags: [String]
    package var secrets: [String] { [key] }

    package init(_ options: Options, url: SecretURL, file: SecretReader) throws(SecretError) {
        address = "\(url.withoutSlash)/api/v1/events"
        key = try options.key.read(file)
        (renderer, tags) = (options.renderer, options.tags)
    }

    package static func traits(_ options: Options) -> HTTPSinkTraits { HTTPSinkTraits(type: "datadog") }

    package func objection(to url: SecretURL) -> SinkObjection? {
        url.origin.hasPrefix("https://app.")
            ? SinkObjection("that is the site for people", advice: "Give its API, as in https://api.datadoghq.eu.")
            : nil
    }

    package func request(for deliveries: [Delivery], at now: Timestamp) throws(UnsendableDelivery) -> HTTPRequest {
        guard deliveries.count == 1, let delivery = deliveries.first else {
            throw UnsendableDelivery(reason: "an event is a request of its own")
        }
        let entries = try EventEntry.all(of: deliveries)
        let message = renderer.message(for: delivery.content)
        let body = JSONWriter.object { body in
            body.member("title", Self.plain(message.headline.onOneLine).fitted(to: Self.maximumTitle, in: .utf16))
            body.member("text", Self.text(of: message))
            body.member("alert_type", message.mark.alertType)
            body.member("source_type_name", "checkbridge")
            if entries.count == 1, let event = entries.first?.event { write(event, now, &body) }
        }
        return .post(address, body, headers: [HTTPHeader(name: "DD-API-KEY", value: key)])
    }

    private func write(_ event: Event, _ now: Timestamp, _ body: inout JSONWriter) {
        body.member("aggregation_key", TicketKey(event).description)
        // Without it the event stands where it arrived; its text says when it happened.
        if let time = event.time, now - time < Self.maximumAge {
            body.member("date_happened", min(time, now).seconds)
        }
        body.member("tags", array: { list in (tags + Self.tags(of: event)).forEach { list.string($0) } })
    }

    private static func text(of message: Message) -> String {
        let facts = message.facts.map { "\($0.label): \($0.value)" }
        let items = message.items.map { "\($0.mark.symbol) \($0.text)" }
        let lines = [message.headline] + facts + items + [message.note, message.link, message.footer].compactMap { $0 }
        return plain(lines.map(\.onOneLine).joined(separator: "\n")).fitted(to: maximumText, in: .utf16)
    }

    /// Nothing begins Markdown.
    private static func plain(_ text: String) -> String { text.replacing("%%%", with: "") }

    private static func tags(of event: Event) -> [String] {
        let tags: [(String, String?)] = [
            ("service", "checkbridge"), ("account", event.account), ("region", event.data["region"]?.string),
            ("source", event.sourceName), ("sink", event.data["sink"]?.string), ("event_type", event.type),
            ("event_id", event.id), ("finding", event.subject), ("kind", event.finding?["kind"]?.string),
            ("severity", event.severity?.rawValue), ("transition", event.transition?.rawValue),
            ("state", event.finding?["state"]?.string), ("asset_type", event.finding?["asset_type"]?.string),
        ]
        return tags.compactMap { name, value in value.flatMap { tag(name, $0) } }
    }

    /// As Datadog would write it: what it does not take becomes `_`.
    private static func tag(_ name: String, _ value: String) -> String? {
        let kept = value.onOneLine.map { $0.isLetter || $0.isNumber || "_-:./".contains($0) ? $0 : "_" }
        let tag = String("\(name):\(String(kept))".lowercased().prefix(maximumTag))
        return kept.isEmpty ? nil : tag
    }

    /// `{"status":"ok",…}` is the only success.
    package func verdict(on reply: HTTPReply) -> Verdict {
        switch reply.response.status {
        case 200..<300: .all(reply.object?["status"]?.string == "ok" ? .delivered : reply.unexpected("Datadog's"))
        case 401, 403: .all(reply.refusal(advice: "Check api_key, and that it is one of this site: site, or url"))
        case 429: .all(.retry(after: reply.retryAfter ?? Self.reset(reply), reason: reply.reason(), scope: .sink))
        default: .all(reply.outcomeByStatus)
        }
    }

    /// How long it takes until the limit begins anew, in Datadog's own header.
    private static func reset(_ reply: HTTPReply) -> Duration? {
        reply.response.value(of: "X-RateLimit-Reset").flatMap { RetryAfter.duration($0, at: reply.now) }
    }
}

extension Message.Mark {
    fileprivate var alertType: String {
        switch self {
        case .open(.high), .trouble: "error"
        case .open(.medium), .open(.unknown): "warning"
        case .good: "success"
        case .open(.low), .aside, .notice: "info"
        }
    }
}
