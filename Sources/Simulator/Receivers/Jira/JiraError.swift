import BridgeCore
import HTTPTransport

/// How Jira refuses a request.
enum JiraError: Error, Sendable, Equatable {
    case unauthenticated
    case noProject(String)
    case noSuchProject
    case mayNotCreate
    case noIssue
    case gone
    case noResource
    case notJSON
    case badQuery(String)
    case invalid(field: String, String)
    case illegalStep
    case rateLimited

    var status: Int {
        switch self {
        case .unauthenticated: 401
        case .mayNotCreate: 403
        case .noIssue, .noResource: 404
        case .gone: 410
        case .rateLimited: 429
        case .noProject, .noSuchProject, .notJSON, .badQuery, .invalid, .illegalStep: 400
        }
    }

    /// What is wrong, and with which field if it is one's fault.
    var text: String {
        switch self {
        case .unauthenticated: "Client must be authenticated to access this resource."
        case .noProject(let key): "The value '\(key)' does not exist for the field 'project'."
        case .noSuchProject: "valid project is required"
        case .mayNotCreate: "You do not have permission to create issues in this project."
        case .noIssue: "Issue does not exist or you do not have permission to see it."
        case .gone:
            "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration "
                + "guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
        case .noResource: "null for uri"
        case .notJSON: "Unexpected character at line 1"
        case .badQuery(let query): "Error in the JQL Query: \(query)"
        case .invalid(_, let text): text
        case .illegalStep: "It seems that you have tried to perform an illegal workflow operation."
        case .rateLimited: "Rate limit exceeded."
        }
    }

    private var field: String? {
        switch self {
        case .invalid(let field, _): field
        case .noSuchProject: "project"
        default: nil
        }
    }

    var reply: Reply { reply(with: []) }

    func reply(with headers: [HTTPHeader]) -> Reply {
        let messages: [JSONValue] = field == nil ? [.string(text)] : []
        let errors = field.map { [JSONMember($0, .string(text))] } ?? []
        let body = JSONValue.object([.init("errorMessages", .array(messages)), .init("errors", .object(errors))])
        return .json(status, body.bytes, headers: headers)
    }
}
