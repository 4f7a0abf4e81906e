package import BridgeCore

/// What an endpoint answers.
package struct Reply: Sendable {
    package var status: Int
    package var type: ContentType
    package var body: [UInt8]
    /// Beside those that every answer has, see ``Reply/headers``.
    package var more: [(name: String, value: String)] = []
    /// Whether the connection is ended after it.
    package var isLast = false
    /// What goes on after ``body``, as it happens.
    package var feed: Feed?
    /// What is wrong, for people; `nil` unless it is a ``problem(_:_:)``.
    package private(set) var problem: String?

    /// Pieces that come when they come.
    package struct Feed: Sendable {
        /// Waits for the next piece; `nil` ends the answer.
        package var next: @Sendable () async -> [UInt8]?
        /// Nobody reads it any more, or the service ends: whoever waits in ``next`` returns.
        package var end: @Sendable () -> Void
    }

    package enum ContentType: String, Sendable {
        case text = "text/plain; charset=utf-8"
        case json = "application/json"
        case html = "text/html; charset=utf-8"
        case events = "text/event-stream"
        case prometheus = "text/plain; version=0.0.4; charset=utf-8"
        case openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }

    package init(_ type: ContentType, _ body: [UInt8], status: Int = 200) {
        self.status = status
        self.type = type
        self.body = body
    }

    /// Lines for people.
    package static func text(_ lines: [String], status: Int = 200) -> Reply {
        Reply(.text, lines.flatMap { Array($0.utf8) + [0x0A] }, status: status)
    }

    /// A JSON object whose members `body` writes.
    package static func json(_ status: Int = 200, _ body: (inout JSONWriter) -> Void) -> Reply {
        var writer = JSONWriter()
        writer.object(body)
        return Reply(.json, writer.bytes, status: status)
    }

    /// What is wrong, and what can be done about it.
    package static func problem(_ status: Int, _ message: String) -> Reply {
        var reply = json(status) { $0.member("error", message) }
        reply.problem = message
        return reply
    }

    /// The answer is at another place now.
    package static func seeOther(_ target: String) -> Reply {
        var reply = Reply(.text, [], status: 303)
        reply.more = [("location", target)]
        return reply
    }

    /// Every header but those of the transport. Nothing of ours is to be framed, guessed at, kept or looked up by
    /// others; a page that needs scripts or styles says so itself.
    package var headers: [(name: String, value: String)] {
        [
            ("content-type", type.rawValue), ("cache-control", "no-store"), ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"), ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
            (
                "content-security-policy",
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
            ),
        ].filter { header in !more.contains { $0.name == header.0 } } + more
    }
}
