/// Why the control API did nothing.
enum ControlError: Error {
    case unknown(ReceivedRequest)
    case body(String)
    case change(CloudChangeError)

    var status: Int {
        switch self {
        case .unknown, .change(.unknownItem), .change(.unknownName), .change(.unknownScope), .change(.unknownFinding),
            .change(.unknownAccount):
            404
        case .body, .change(.tooManyFindings), .change(.tooManyChanges), .change(.notForMembers): 400
        }
    }

    var text: String {
        switch self {
        case .unknown(let request): "\(request) is not known; there are \(Self.routes)"
        case .body(let reason): "the body cannot be used: \(reason)"
        case .change(let error): "\(error)"
        }
    }

    private static let routes = """
        GET /simulator/state, /simulator/accounts/ID, /simulator/received[/SINK], /simulator/acl/TYPE/CHECK; \
        POST /simulator/items/ID, /simulator/acl/TYPE/CHECK[/UUID], /simulator/faults, /simulator/reset; \
        POST /simulator/accounts/ID/items/ITEM, /simulator/accounts/ID/acl/TYPE/CHECK/UUID; \
        DELETE /simulator/acl/TYPE/CHECK/UUID
        """
}
