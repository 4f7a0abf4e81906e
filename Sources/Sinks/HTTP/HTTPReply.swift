package import BridgeCore
package import HTTPTransport

/// An answer with what is needed to judge it.
package struct HTTPReply: Sendable {
    package let response: HTTPResponse
    package let now: Timestamp
    /// `https://host/***`
    package let endpoint: String
    /// What its request told of, for receivers that answer item by item; empty in a conversation.
    let deliveries: ArraySlice<Delivery>
    private let redactor: @Sendable () -> Redactor

    init(
        response: HTTPResponse, now: Timestamp, endpoint: String, deliveries: ArraySlice<Delivery> = [],
        redactor: @escaping @Sendable () -> Redactor
    ) {
        self.response = response
        self.now = now
        self.endpoint = endpoint
        self.deliveries = deliveries
        self.redactor = redactor
    }

    var isSuccess: Bool { (200..<300).contains(response.status) }

    /// Whether the status says that it may be otherwise later, whatever the words are.
    var mayPass: Bool { response.status == 429 || response.status >= 500 }

    /// The receiver's own words: redacted, on one line, at most 500 bytes.
    var words: String { redacted(String(decoding: response.body, as: UTF8.self)) }

    func redacted(_ text: String) -> String { redactor().redact(text) }

    var retryAfter: Duration? {
        response.value(of: "Retry-After").flatMap { RetryAfter.duration($0, at: now) }
    }

    /// How far this machine's clock is ahead of the receiver's; `nil` if it does not tell the time.
    var clockSkew: Duration? {
        response.value(of: "Date").flatMap(HTTPDate.timestamp).map { now - $0 }
    }

    /// `HTTP 404 from https://host/***: <words>. <advice>`, at most 500 bytes.
    func reason(_ words: String? = nil, advice: String? = nil) -> String {
        let words = words ?? self.words
        let head = "HTTP \(response.status) from \(endpoint)"
        let tail = advice.map { ". \($0)" } ?? ""
        let room = Redactor.maximumBytes - head.utf8.count - tail.utf8.count - 2
        let said = words.fitted(to: max(0, room), in: .utf8)
        return (said.isEmpty ? head + tail : "\(head): \(said)\(tail)").fitted(to: Redactor.maximumBytes, in: .utf8)
    }

    /// What the status alone means, the same for every receiver that keeps to HTTP.
    var outcomeByStatus: Outcome {
        switch response.status {
        case 200..<300: .delivered
        case 300..<400:
            .rejected(
                reason: reason(advice: "Redirects are not followed: put the final address into url"), scope: .sink)
        case 401, 403, 404, 405, 407, 410:
            .rejected(reason: reason(advice: "Check url, headers and secret of this sink"), scope: .sink)
        case 429: .retry(after: retryAfter, reason: reason(), scope: .sink)
        case 502, 503, 504: .retry(after: retryAfter, reason: reason(), scope: .sink)
        case 408, 425, 500...: .retry(after: retryAfter, reason: reason(), scope: .delivery)
        case 400..<500: .rejected(reason: reason(), scope: .delivery)
        default: .retry(reason: reason(), scope: .sink)
        }
    }

    /// Whether the body is a page for people.
    var isHTML: Bool { String(decoding: response.body.prefix(64), as: UTF8.self).trimmed.hasPrefix("<") }

    /// A success by its status whose body is not the receiver's: a captive portal, a proxy, the wrong address.
    func unexpected(_ expected: String) -> Outcome {
        let advice = "The answer is not \(expected): is url right, and does a proxy stand in between?"
        return .retry(after: retryAfter, reason: reason(advice: advice), scope: .sink)
    }
}
