import AlibabaCloud
import BridgeCore

extension SourceError {
    /// What happened, without what to do.
    var told: String { "\(code): \(message)" + (requestID.map { " (request \($0))" } ?? "") }

    /// For programs.
    var facts: [JSONMember] {
        [.text("reason", reason.rawValue), .text("code", code)] + (requestID.map { [.text("request_id", $0)] } ?? [])
    }
}

extension ActionProbe {
    var check: Check {
        let facts = [JSONMember.text("action", action.rawValue), .text("permission", action.permission)]
        switch finding {
        case .answered(let what): return .ok(.call, action.rawValue, what, facts: facts)
        case .empty(let what, let advice):
            return .warning(.call, action.rawValue, what, advice: advice, facts: facts)
        case .unasked(let why): return .skipped(.call, action.rawValue, why)
        case .failed(let error) where error.isThrottling:
            return .warning(
                .call, action.rawValue, error.told, advice: "It is allowed otherwise. \(error.advice)",
                facts: facts + error.facts)
        case .failed(let error):
            let more = error.reason == .permission ? " `checkbridge policy` prints the whole policy." : ""
            return .failed(
                .call, action.rawValue, error.told, advice: error.advice + more, facts: facts + error.facts)
        }
    }
}
