/// One request. URL, headers and body may hold secrets: it prints as method, scheme and host only.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package var method: Method
    /// Absolute, `http` or `https`, percent-encoded; sent as it is, without normalising its path (it may be signed).
    package var url: String
    /// Sent in this order. A malformed one, or one that frames the body, makes the request fail as `.invalidRequest`.
    package var headers: [HTTPHeader]
    /// Nil: none. A POST, PUT or PATCH without one says `Content-Length: 0`. There is no default Content-Type.
    package var body: [UInt8]?
    package var options: HTTPOptions

    package init(
        method: Method,
        url: String,
        headers: [HTTPHeader] = [],
        body: [UInt8]? = nil,
        options: HTTPOptions = HTTPOptions()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.options = options
    }
}

extension HTTPRequest {
    /// Why it must not be sent, if so.
    var objection: HTTPTransportError? {
        fault.map(HTTPTransportError.invalidRequest) ?? options.refusal(of: url).map(HTTPTransportError.refused)
    }

    /// What is wrong with its form, if anything. Names no value: values may be secrets.
    private var fault: String? {
        if let fault = WebAddress.fault(in: url) { return fault }
        if let header = headers.first(where: { !$0.isWellFormed || $0.isFraming }) {
            return header.isFraming
                ? "the header \(header.name) is the transport's to send" : "a header has a malformed name or value"
        }
        return nil
    }

    /// Whether it says how long its body is, were it empty.
    var announcesBody: Bool {
        switch method {
        case .post, .put, .patch: true
        case .get, .delete: body != nil
        }
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(method.rawValue) \(WebAddress(url).redacted)" }
    package var customMirror: Mirror { Mirror(self, children: ["method": method]) }
}
