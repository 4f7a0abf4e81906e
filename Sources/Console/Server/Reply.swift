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

    package enum ContentType: String, Sendable {
        case text = "text/plain; charset=utf-8"
        case json = "application/json"
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
        json(status) { $0.member("error", message) }
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
