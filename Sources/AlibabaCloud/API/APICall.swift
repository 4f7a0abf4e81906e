import HTTPTransport

/// One question to the vendor.
package struct APICall: Sendable {
    package var action: Action
    package var query: [QueryParameter]
    /// Which part of the action's answer is asked for, in messages: `NAT/PolicyDuplicate, page 3`.
    package var subject: String

    package init(_ action: Action, query: [QueryParameter] = [], subject: String = "") {
        self.action = action
        self.query = query
        self.subject = subject
    }

    /// What was asked, and where.
    func operation(at endpoint: Endpoint) -> String {
        let subject = subject.isEmpty ? "" : " (\(subject))"
        return "\(action.rawValue)\(subject) at \(endpoint.authority)"
    }

    func signable(at endpoint: Endpoint) -> SignableRequest {
        SignableRequest(
            method: action.method, host: endpoint.authority, query: query,
            headers: [
                HTTPHeader(name: "accept", value: "application/json"),
                HTTPHeader(name: "x-acs-action", value: action.rawValue),
                HTTPHeader(name: "x-acs-version", value: action.version),
            ])
    }

    /// The request to send once it is signed.
    func request(at endpoint: Endpoint, signed: SignedRequest, options: HTTPOptions) -> HTTPRequest {
        let query = query.wire
        return HTTPRequest(
            method: action.method, url: query.isEmpty ? "\(endpoint.url)/" : "\(endpoint.url)/?\(query)",
            headers: signed.headers, options: options)
    }
}
