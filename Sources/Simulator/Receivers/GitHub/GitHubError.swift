import BridgeCore
import HTTPTransport

/// How GitHub refuses a request.
enum GitHubError: Error, Sendable, Equatable {
    case noUserAgent
    case badCredentials
    case forbidden
    case secondaryLimit
    case notFound
    case deleted
    case problemsParsing
    case invalid(String, String)

    var status: Int {
        switch self {
        case .noUserAgent, .forbidden, .secondaryLimit: 403
        case .badCredentials: 401
        case .notFound: 404
        case .deleted: 410
        case .problemsParsing: 400
        case .invalid: 422
        }
    }

    var text: String {
        switch self {
        case .noUserAgent:
            "Request forbidden by administrative rules. Please make sure your request has a User-Agent header"
        case .badCredentials: "Bad credentials"
        case .forbidden: "Resource not accessible by personal access token"
        case .secondaryLimit:
            "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
        case .notFound: "Not Found"
        case .deleted: "This issue was deleted"
        case .problemsParsing: "Problems parsing JSON"
        case .invalid(let field, let code): "Validation Failed: \(field) \(code)"
        }
    }

    var reply: Reply { reply(with: []) }

    func reply(with headers: [HTTPHeader]) -> Reply {
        .json(status, JSONValue.object([.init("message", .string(text))]).bytes, headers: headers)
    }
}
