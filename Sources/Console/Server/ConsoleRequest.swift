import BridgeCore

/// A request as the endpoints see it: a value, without the library that brought it.
package struct ConsoleRequest: Sendable {
    package var method: Method
    /// Without the query, decoded.
    package var path: String
    /// The pairs of the query, decoded, in their order.
    package var query: [(name: String, value: String)]
    /// `Host`, or what a proxy says instead.
    package var host: String?
    /// By their names in lower case; the last one counts where there are several.
    package var headers: [String: String]
    package var body: [UInt8]

    /// What is known here; anything else gets nowhere.
    package enum Method: String, Sendable, CaseIterable { case get = "GET", head = "HEAD", post = "POST", put = "PUT" }

    /// - Parameter target: path and query, as they came.
    package init(
        _ method: Method, _ target: String, host: String? = nil, headers: [String: String] = [:], body: [UInt8] = []
    ) {
        self.method = method
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = PercentEncoding.decode(String(parts.first ?? "/"))
        query = Self.pairs(of: parts.count > 1 ? parts[1] : "")
        self.host = host
        self.headers = headers
        self.body = body
    }

    /// `name=value&...`, decoded.
    static func pairs(of text: Substring) -> [(name: String, value: String)] {
        text.split(separator: "&").prefix(50).map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                PercentEncoding.decode(String($0.replacing("+", with: " ")))
            }
            return (sides.first ?? "", sides.count > 1 ? sides[1] : "")
        }
    }
}
