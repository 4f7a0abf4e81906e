/// Why there is no complete response, told apart by what the caller can do. Never holds a URL's user, path or query, nor a header.
package enum HTTPTransportError: Error, Sendable, Equatable {
    /// Malformed or forbidden (scheme, header): the same request will never work. Nothing was sent.
    case invalidRequest(String)
    /// The policy of the request forbids the address. Nothing was sent.
    case refused(EgressRefusal)
    /// The name of the host or of the proxy was not found.
    case resolve(Detail = .none)
    /// Nobody answered there. Nothing was sent.
    case connect(Detail = .none)
    /// Handshake or verification failed, or a certificate file could not be used. Nothing was sent.
    case tls(Detail = .none)
    /// Out of time; `connecting`: before anything of the request was sent.
    case timeout(connecting: Bool)
    /// The response's body is larger than `HTTPOptions.maxBodyBytes`. The request was received.
    case bodyTooLarge(limit: Int)
    /// The response's headers are larger than the transport holds. The request was received.
    case headersTooLarge(limit: Int)
    /// The connection broke after the request began to go out: reset, partial or empty reply. The request may have been received.
    case interrupted(Detail = .none)
    /// What came back is not HTTP, or not in the encoding it claims. The request was probably received.
    case malformedResponse(Detail = .none)
    /// More requests are waiting than the transport's limit. Nothing was sent; slow down.
    case queueFull(limit: Int)
    /// The calling task was cancelled. The request may have been received.
    case cancelled
    /// The transport's `run()` has ended.
    case shutDown
    /// Anything else libcurl reports.
    case other(Detail)

    /// libcurl's own words, without secrets.
    package struct Detail: Sendable, Hashable {
        /// A `CURLcode`, as on libcurl's page of errors; 0: none.
        package var code: Int
        package var text: String

        package init(code: Int, text: String) {
            self.code = code
            self.text = text
        }

        package static let none = Detail(code: 0, text: "")
    }
}

extension HTTPTransportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalidRequest(let reason): "invalid request: \(reason)"
        case .refused(let refusal): "\(refusal)"
        case .resolve(let detail): "host name not found\(detail)"
        case .connect(let detail): "cannot connect\(detail)"
        case .tls(let detail): "TLS failed\(detail)"
        case .timeout(connecting: true): "timed out while connecting"
        case .timeout(connecting: false): "timed out waiting for the response"
        case .bodyTooLarge(let limit): "response body larger than \(limit) bytes"
        case .headersTooLarge(let limit): "response headers larger than \(limit) bytes"
        case .interrupted(let detail): "connection broken before the response was complete\(detail)"
        case .malformedResponse(let detail): "malformed response\(detail)"
        case .queueFull(let limit): "more than \(limit) requests are waiting"
        case .cancelled: "cancelled"
        case .shutDown: "the HTTP transport has shut down"
        case .other(let detail): "transfer failed\(detail)"
        }
    }
}

extension HTTPTransportError.Detail: CustomStringConvertible {
    package var description: String {
        guard code != 0 || !text.isEmpty else { return "" }
        return ": \(text) (curl \(code))"
    }
}
