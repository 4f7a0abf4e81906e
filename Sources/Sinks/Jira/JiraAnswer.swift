import BridgeCore
import HTTPTransport

/// Why Jira refuses a request: `{"errorMessages": […], "errors": {field: message}}`.
struct JiraAnswer {
    private let reply: HTTPReply
    private let messages: [String]
    private let fields: [(name: String, message: String)]

    init(_ reply: HTTPReply) {
        self.reply = reply
        let json = try? JSONValue(parsing: reply.response.body)
        messages = (json?["errorMessages"]?.array ?? []).compactMap(\.string)
        fields = (json?["errors"]?.members ?? []).map { ($0.name, $0.value.text ?? "") }
    }

    var outcome: Outcome {
        switch reply.response.status {
        case 400 where !names.isDisjoint(with: ["project", "issuetype"]):
            refused("The project or its issue type", .sink)
        // Every other ticket would lack them, too.
        case 400 where !names.subtracting(Self.texts).isEmpty: .rejected(reason: reason(Self.fieldAdvice), scope: .sink)
        case 400 where names.isEmpty && words.contains("project"): refused("The project", .sink)
        case 403, 404: refused("The project", .sink)
        case 401: .rejected(reason: reason("Is the token still valid, and its e-mail address right?"), scope: .sink)
        case 400..<500 where reply.response.status != 429 && !words.isEmpty:
            Self.replacing(reply.outcomeByStatus, reason(nil))
        default: reply.outcomeByStatus
        }
    }

    /// What the receiver says of a step of the workflow.
    func refusal(of step: String) -> Outcome {
        guard [400, 409, 422].contains(reply.response.status) else { return outcome }
        // Every other ticket would lack them, too.
        guard names.isEmpty else {
            return .rejected(
                reason: reason(
                    "The transition's screen asks for fields that this sink does not give: take them off it, or name another under `transitions`"
                ), scope: .sink)
        }
        return .rejected(reason: reason("The workflow does not let this account \(step): \(Self.workflowAdvice)"))
    }

    static let workflowAdvice = "allow the transition, then replay the dead letter"
    private static let fieldAdvice = "Give those fields a value under `fields` of this sink, or take them off it"
    /// What is made anew for each ticket, so that the blame is its own.
    private static let texts: Set<String> = ["summary", "description", "comment"]

    private var names: Set<String> { Set(fields.map(\.name)) }

    private var words: String {
        let all = (messages + fields.map { "\($0.name): \($0.message)" }).joined(separator: "; ")
        // Advice follows behind a full stop of its own.
        return reply.redacted(all.last == "." ? String(all.dropLast()) : all)
    }

    private func refused(_ what: String, _ scope: Outcome.Scope) -> Outcome {
        .rejected(
            reason: reason("\(what) is not there for this account: may it see the project and make issues in it?"),
            scope: scope)
    }

    private func reason(_ advice: String?) -> String { reply.reason(words.isEmpty ? nil : words, advice: advice) }

    private static func replacing(_ outcome: Outcome, _ reason: String) -> Outcome {
        guard case .rejected(_, let scope) = outcome else { return outcome }
        return .rejected(reason: reason, scope: scope)
    }
}
