import BridgeCore

/// How the desk refuses a request.
enum DeskError: Error, Sendable, Equatable {
    case unauthorized
    case forbidden
    case notFound
    case gone
    case notJSON
    case invalid(field: String, String)
    /// The workflow does not allow it.
    case conflict(String)
    case otherRequest
    case full

    var status: Int {
        switch self {
        case .unauthorized: 401
        case .forbidden: 403
        case .notFound: 404
        case .gone: 410
        case .notJSON: 400
        case .invalid, .otherRequest: 422
        case .conflict: 409
        case .full: 507
        }
    }

    var text: String {
        switch self {
        case .unauthorized: "a token is needed"
        case .forbidden: "this token may not write tickets"
        case .notFound: "there is no such ticket"
        case .gone: "the ticket was deleted"
        case .notJSON: "the body must be a JSON object"
        case .invalid(let field, let reason): "\(field) \(reason)"
        case .conflict(let reason): reason
        case .otherRequest: "this Idempotency-Key was used for another request"
        case .full: "there are too many tickets"
        }
    }

    var reply: Reply {
        .json(status, JSONValue.object([.init("errors", .array([.string(text)]))]).bytes)
    }
}
