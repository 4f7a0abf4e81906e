import BridgeCore
package import HTTPTransport

/// What the simulator answers, and how it goes about it.
package struct Reply: Sendable {
    /// How the answer ends on the wire.
    package enum Ending: Sendable, Equatable {
        case complete
        /// Half of the announced body goes out, then the connection is closed.
        case brokenOff
        /// Blanks follow the body until it has so many bytes.
        case padded(to: Int)
    }

    package var status: Int
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// Waited before the first byte.
    package var delay: Duration = .zero
    package var ending = Ending.complete

    init(_ status: Int, _ body: [UInt8] = [], type: String? = nil, headers: [HTTPHeader] = []) {
        self.status = status
        self.body = body
        self.headers = headers
        if let type { self.headers.append(HTTPHeader(name: "Content-Type", value: type)) }
    }

    static func json(_ status: Int, _ body: [UInt8], headers: [HTTPHeader] = []) -> Reply {
        Reply(status, body, type: "application/json;charset=utf-8", headers: headers)
    }

    static func text(_ status: Int, _ text: String, headers: [HTTPHeader] = []) -> Reply {
        Reply(status, Array(text.utf8), type: "text/plain; charset=utf-8", headers: headers)
    }

    /// `{"error": …}`, as the control API and the webhook receiver put it.
    static func error(_ status: Int, _ message: String, headers: [HTTPHeader] = []) -> Reply {
        json(status, JSONValue.object([JSONMember("error", .string(message))]).bytes, headers: headers)
    }

    /// What a captive portal or a proxy's error page looks like to a client that asked for JSON.
    static var html: Reply {
        Reply(200, Array("<html><body><h1>Please sign in</h1></body></html>".utf8), type: "text/html")
    }
}
