/// A request as far as it can be made ready outside the loop, which all others wait for.
struct PreparedRequest: Sendable {
    let request: HTTPRequest
    /// Why it must not be sent, if so.
    let objection: HTTPTransportError?
    /// As libcurl takes them.
    let headerLines: [String]

    init(_ request: HTTPRequest) {
        self.request = request
        objection = request.objection
        // An empty value takes out what libcurl would send by itself: it must neither wait for a 100 nor invent a type.
        let types = request.headers.contains { $0.isNamed("Content-Type") } ? [] : ["Content-Type:"]
        headerLines = request.headers.map(\.line) + ["Expect:"] + types
    }
}

extension HTTPHeader {
    /// To libcurl, a field without a value ends with a semicolon.
    fileprivate var line: String { value.isEmpty ? "\(name);" : "\(name): \(value)" }
}
