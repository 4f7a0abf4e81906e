package import AlibabaCloud
package import HTTPTransport

/// A request as it came over the wire. Headers may hold signatures: it prints as method and path only.
package struct ReceivedRequest: Sendable, CustomStringConvertible {
    package var method: String
    /// Without the query, as it was sent.
    package var path: String
    /// Decoded.
    package var query: [QueryParameter]
    /// Names as they came; `host` is among them.
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// Whether it came from this machine, which alone may use the control API.
    package var isLocal: Bool

    /// - Parameter target: path and query as the request line has them.
    package init(method: String, target: String, headers: [HTTPHeader], body: [UInt8] = [], isLocal: Bool = true) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = String(parts[0])
        query = parts.count > 1 ? Self.parameters(parts[1]) : []
        (self.headers, self.body, self.isLocal) = (headers, body, isLocal)
    }

    package var description: String { "\(method) \(path)" }

    /// The value of the first header of that name (in lower case).
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }

    /// The value of the first parameter of that name.
    func parameter(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// What is asked, in the query and in a form.
    var parameters: Parameters {
        let form = mediaType == "application/x-www-form-urlencoded" ? Self.parameters(Self.text(body)[...]) : []
        return Parameters(pairs: (query + form).map { ($0.name, $0.value) })
    }

    private static func text(_ body: [UInt8]) -> String { String(decoding: body, as: UTF8.self) }

    /// The path's parts, decoded.
    var segments: [String] {
        path.split(separator: "/").map { FormDecoding.decode($0, plusIsSpace: false) }
    }

    /// The media type of the body without its parameters, in lower case.
    var mediaType: String {
        let type = header("content-type") ?? ""
        return String(type.prefix { $0 != ";" && $0 != " " }).lowercased()
    }

    private static func parameters(_ text: Substring) -> [QueryParameter] {
        text.split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return QueryParameter(
                FormDecoding.decode(sides[0]), sides.count > 1 ? FormDecoding.decode(sides[1]) : "")
        }
    }
}
